// Tests maps, contours, hatching and colour bars as drawing functions of values on a grid.
import assert from "node:assert/strict";
import { test } from "@playwright/test";
import fc from "fast-check";
import type { QuantityMap } from "../../pkg/hnn_playground";
import { between, catalog } from "./arbitrary";
import { fakePen, numbersOf, stubCanvases } from "./fake-pen";
import { load } from "./load";

const { enlarged, interpolatedAt } =
  await load<typeof import("../../www/render/plot/grid")>("www/render/plot/grid.ts");
const { isolines } = await load<typeof import("../../www/render/plot/isolines")>(
  "www/render/plot/isolines.ts",
);
const { placeOnBar, shadeAt, contourPlaces } =
  await load<typeof import("../../www/render/plot/shades")>("www/render/plot/shades.ts");
const { drawColourBar } = await load<typeof import("../../www/render/plot/colour-bar")>(
  "www/render/plot/colour-bar.ts",
);
const { pixelsOf } = await load<typeof import("../../www/render/layers/map")>("www/render/layers/map.ts");
const { coverage } = await load<typeof import("../../www/render/layers/coverage")>(
  "www/render/layers/coverage.ts",
);
const { drawContours } = await load<typeof import("../../www/render/layers/contours")>(
  "www/render/layers/contours.ts",
);
const { light, dark, sizes } =
  await load<typeof import("../../www/render/plot/theme")>("www/render/plot/theme.ts");
const { planeScales } = await load<typeof import("../../www/render/plot/viewport")>(
  "www/render/plot/viewport.ts",
);
const { defaultView } = await load<typeof import("../../www/experiment/view")>("www/experiment/view.ts");
const scene = await load<typeof import("../../www/render/scene")>("www/render/scene.ts");

stubCanvases();

const spring = catalog.systems.find(({ id }) => id === "spring") as (typeof catalog.systems)[number];

const viewOf = (width: number, height: number, model = "hnn") =>
  scene.planeViews(scene.bareScene(spring, defaultView(), [], false), { width, height }, model)[0];

/** Values of f on a grid over 0 … 1 in both directions. */
const gridOf = (columns: number, rows: number, f: (x: number, y: number) => number) => ({
  columns,
  rows,
  values: Float32Array.from({ length: columns * rows }, (_, i) =>
    f((i % columns) / (columns - 1), Math.floor(i / columns) / (rows - 1)),
  ),
});

const mapOf = (
  quantity: QuantityMap["quantity"],
  range: [number, number],
  grid: ReturnType<typeof gridOf>,
): QuantityMap => ({ quantity, range, unit: quantity === "divergence" ? "1/s" : "J", ...grid });

/** Closed form: Catmull–Rom interpolation reproduces quadratics away from the edges. */
test("a finer grid keeps lines straight and parabolas parabolic", () => {
  const fine = enlarged(
    gridOf(21, 9, (x, y) => x * x - 0.5 * x * y + y),
    4,
  );
  assert.deepEqual([fine.columns, fine.rows], [84, 36]);
  for (let row = 6; row < 30; row++) {
    for (let column = 6; column < 78; column++) {
      const [x, y] = [(column + 0.5) / 84, (row + 0.5) / 36];
      const value = fine.values[row * 84 + column] ?? 0;
      assert(Math.abs(value - (x * x - 0.5 * x * y + y)) < 1e-6, `${column}, ${row}: ${value}`);
    }
  }
});

const pixel = ({ width, rgba }: ReturnType<typeof pixelsOf>, column: number, row: number) =>
  Array.from(rgba.slice(4 * (row * width + column), 4 * (row * width + column) + 4));

test("the first row of values is the last of the picture, in the theme’s colours", () => {
  const map = mapOf(
    "difference",
    [-0.5, 0.5],
    gridOf(96, 96, (x, y) => x + y - 1),
  );
  for (const colours of [light, dark]) {
    const picture = pixelsOf(map, colours);
    const last = picture.width - 1;
    assert.equal(picture.height, picture.width);
    assert.deepEqual(pixel(picture, 0, last), [...colours.map.negative, 255]);
    assert.deepEqual(pixel(picture, last, 0), [...colours.map.positive, 255]);
    const centre = pixel(picture, last >> 1, last >> 1);
    centre.slice(0, 3).forEach((channel, i) => {
      assert(Math.abs(channel - (colours.map.ground[i] ?? 0)) <= 3, `${centre}`);
    });
  }
});

test("values that are not finite have a colour of their own, as large as their cells", () => {
  for (const missing of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const grid = gridOf(97, 97, (x, y) => x * x + y);
    grid.values[48 * 97 + 48] = missing;
    const picture = pixelsOf(mapOf("energy", [0, 2], grid), light);
    const unknown = [...light.map.unknown, 255].join();
    let cells = 0;
    for (let row = 0; row < picture.height; row++) {
      for (let column = 0; column < picture.width; column++) {
        if (pixel(picture, column, row).join() !== unknown) continue;
        cells += 1;
        const [x, y] = [(column + 0.5) / picture.width, (row + 0.5) / picture.height];
        assert(Math.abs(x * 96 - 48) <= 0.5 && Math.abs(y * 96 - 48) <= 0.5, `${x}, ${y}`);
      }
    }
    assert(cells >= 9, `${cells}`);
  }
});

/** Closed form: between the lowest and the highest x², 0 and 1, the contours lie at x = i / 12. */
test("contours of a quadratic valley are evenly spaced, straight, and end at the edges", () => {
  const map = mapOf(
    "energy",
    [0, 1],
    gridOf(121, 5, (x) => x * x),
  );
  const values = map.values.map((value) => placeOnBar(map, value));
  const places = contourPlaces(map).slice(0, -1);
  places.forEach((place, i) => {
    const lines = isolines({ ...map, values }, place);
    assert.equal(lines.length, 1);
    const [line = []] = lines;
    for (const [x] of line) assert(Math.abs(x - (i + 1) / 12) < 1e-6, `${i}: ${x}`);
    assert.deepEqual(line.map(([, y]) => y).sort(), [0, 0.25, 0.5, 0.75, 1]);
  });
});

/** Oracle: x² + y² = r² on the line, and it is closed. */
test("the contour of a round valley is a circle", () => {
  const grid = gridOf(96, 96, (x, y) => Math.hypot(2 * x - 1, 2 * y - 1));
  const lines = isolines(grid, 0.4);
  assert.equal(lines.length, 1);
  const [line = []] = lines;
  assert(line.length > 100);
  assert.deepEqual(line[0], line.at(-1));
  for (const [x, y] of line) assert(Math.abs(Math.hypot(2 * x - 1, 2 * y - 1) - 0.4) < 1e-3);
});

test("contours stop next to values that are not finite", () => {
  for (const missing of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const grid = gridOf(11, 11, (x) => x);
    grid.values[5 * 11 + 5] = missing;
    // The line x = 0.47 passes left of the unknown value at (0.5, 0.5); the line x = 0.27 doesn't come near.
    const lines = isolines(grid, 0.47);
    assert.equal(lines.length, 2, `${missing}`);
    for (const [x, y] of lines.flat()) {
      assert(Math.abs(x - 0.47) < 1e-6 && Math.abs(y - 0.5) > 0.0999, `${x}, ${y}`);
    }
    assert.equal(isolines(grid, 0.27).length, 1);
  }
});

/** Closed form: on xy, whose level 0 is the cross x = ½, y = ½ through a value, and at a saddle between values. */
test("lines through saddles are complete, whatever the case", () => {
  for (const count of [10, 11]) {
    const grid = gridOf(count, count, (x, y) => (x - 0.5) * (y - 0.5));
    for (const level of [0, 1e-3, -1e-3]) {
      const lines = isolines(grid, level);
      assert.equal(lines.length, 2, `${count} ${level}`);
      const ends = lines.flatMap((line) => [line[0], line.at(-1)]);
      for (const [x = 0.5, y = 0.5] of ends.map((end) => end ?? [])) {
        assert(Math.min(x, y, 1 - x, 1 - y) < 1e-9, `${x}, ${y}`);
      }
      for (const [x, y] of lines.flat()) assert(Math.abs((x - 0.5) * (y - 0.5) - level) < 3e-3);
    }
  }
});

/** Oracle: every edge of the grid whose ends lie on different sides of the level is crossed exactly once. */
test("isolines cross each edge between lower and higher values once", () => {
  const size = 5;
  fc.assert(
    fc.property(fc.array(between(-1, 1), { minLength: 25, maxLength: 25 }), (numbers) => {
      const values = Float32Array.from(numbers.map((value) => Math.round(20 * value) / 20 || 0.5));
      const high = (column: number, row: number) => (values[row * size + column] ?? 0) >= 0;
      let edges = 0;
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          if (i + 1 < size && high(i, j) !== high(i + 1, j)) edges += 1;
          if (j + 1 < size && high(i, j) !== high(i, j + 1)) edges += 1;
        }
      }
      const lines = isolines({ columns: size, rows: size, values }, 0);
      const closed = lines.filter((line) => String(line[0]) === String(line.at(-1)));
      assert.equal(lines.flat().length - closed.length, edges);
    }),
  );
});

test("a value between grid points is interpolated, and beyond them that of the edge", () => {
  const grid = gridOf(7, 5, (x, y) => 3 * x - 2 * y);
  const viewport = { x: [-1, 1] as [number, number], y: [0, 4] as [number, number] };
  fc.assert(
    fc.property(between(-1.5, 1.5), between(-1, 5), (x, y) => {
      const value = interpolatedAt(grid, viewport, x, y);
      const [right, up] = [Math.max(-1, Math.min(1, x)), Math.max(0, Math.min(4, y))];
      assert(Math.abs(value - (1.5 * (right + 1) - up / 2)) < 1e-5, `${value}`);
    }),
  );
});

/** Oracle: the region is what lies farther than 1 from the only training state, the origin; 45° lines cover area / (gap / √2). */
test("hatching fills the region without training data, at any zoom", () => {
  const view = viewOf(444, 448);
  const grid = gridOf(96, 96, (x, y) => Math.hypot(4 * x - 2, 4 * y - 2));
  const viewport = { x: [-2, 2] as [number, number], y: [-2, 2] as [number, number] };
  for (const [zoom, area] of [
    [2, 16 - Math.PI],
    [1.2, 1.2 * 1.2 * 4 - Math.PI],
    [4, 16 - Math.PI],
  ] as const) {
    const zoomed = {
      ...view,
      viewport: { x: [-zoom, zoom] as [number, number], y: [-zoom, zoom] as [number, number] },
    };
    const { pen, calls } = fakePen();
    coverage.draw(pen, zoomed, { field: null, samples: null, dim: 2, coverage: { viewport, ...grid } });
    const { x, y } = planeScales(zoomed);
    const [from, to] = [numbersOf(calls, "moveTo"), numbersOf(calls, "lineTo")];
    assert.equal(from.length, to.length);
    let length = 0;
    from.forEach(([x0 = 0, y0 = 0], i) => {
      const [x1 = 0, y1 = 0] = to[i] ?? [];
      length += Math.hypot(x1 - x0, y1 - y0);
      assert(Math.abs(x1 - x0 - (y0 - y1)) < 1e-9, "45°");
      for (const part of [0.01, 0.5, 0.99]) {
        const radius = Math.hypot(x.invert(x0 + part * (x1 - x0)), y.invert(y0 + part * (y1 - y0)));
        assert(radius > 0.98, `${radius}`);
      }
    });
    const pixels = (area * (x(1) - x(0)) * (y(0) - y(1))) / (sizes.hatchGap / Math.SQRT2);
    assert(Math.abs(length / pixels - 1) < 0.02, `${zoom}: ${length}, not ${pixels}`);
    assert.equal(calls.at(-1)?.name, "stroke");
  }
});

const anyValue = fc.oneof(
  between(-3, 3),
  between(-3e38, 3e38),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);

const anyMap: fc.Arbitrary<QuantityMap> = fc
  .record({
    quantity: fc.constantFrom("energy", "difference", "divergence" as const),
    low: fc.oneof(between(-3, 3), between(-1e300, 1e300)),
    span: fc.oneof(fc.constant(0), between(1e-6, 5), between(0, 1e300)),
    values: fc.array(anyValue, { minLength: 20, maxLength: 20 }),
  })
  .map(({ quantity, low, span, values }) => ({
    quantity,
    unit: "J",
    range: [low, low + span],
    columns: 5,
    rows: 4,
    values: Float32Array.from(values),
  }));

test("only finite numbers and colours reach the pen, whatever a map’s values and range", () => {
  fc.assert(
    fc.property(anyMap, between(120, 600), (map, width) => {
      const view = viewOf(width, width);
      const { pen, calls } = fakePen();
      const field = {
        model: "hnn",
        viewport: view.viewport,
        map,
        arrows: { nx: 2, ny: 2, values: new Float32Array(8) },
      };
      drawContours(pen, view, field);
      drawColourBar(pen, view, map);
      for (const [style] of numbersOf(calls, "fillStyle"))
        assert.doesNotMatch(String(style), /NaN|undefined/);
      for (const [text] of numbersOf(calls, "fillText")) assert.doesNotMatch(String(text), /NaN|Infinity/);
    }),
  );
  // Each picture has 10⁵ pixels.
  fc.assert(
    fc.property(anyMap, (map) => {
      const { rgba } = pixelsOf(map, light);
      for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 255) assert.fail(`transparent at ${i}`);
    }),
    { numRuns: 100 },
  );
});

test("a colour bar lies above the frame, inside the picture, and its ticks agree with its values", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("energy", "difference", "divergence" as const),
      between(-5, 5),
      between(1e-3, 50),
      between(150, 600),
      fc.constantFrom("truth", "hnn"),
      (quantity, low, span, width, model) => {
        const range: [number, number] = quantity === "energy" ? [low, low + span] : [-span, span];
        const bar = { quantity, range, unit: quantity === "divergence" ? "1/s" : "J" };
        const view = viewOf(width, 300, model);
        const { pen, calls } = fakePen();
        drawColourBar(pen, view, bar);
        const frame = planeScales(view).y.range[1];
        for (const name of ["moveTo", "lineTo", "fillText"]) {
          for (const each of numbersOf(calls, name)) {
            const [x = 0, y = 0] = name === "fillText" ? each.slice(1) : each;
            assert(x >= 0 && x <= width && y > 0 && y < frame, `${name} ${each}`);
          }
        }
        const pieces = numbersOf(calls, "fillRect");
        const left = Math.min(...pieces.map(([x = 0]) => x));
        const right = Math.max(...pieces.map(([x = 0, , w = 0]) => x + w));
        for (const [, y = 0, , height = 0] of pieces) assert(y > 0 && y + height < frame);
        // The texts after the symbol and the unit are the labels; each belongs to a tick, drawn before it.
        const texts = calls.flatMap(({ name, values }, i) => (name === "fillText" ? [{ i, values }] : []));
        const labels = texts.filter(({ values }) => /^−?[\d.e-]+$/.test(String(values[0])));
        const named = texts.filter((each) => !labels.includes(each)).map(({ values }) => String(values[0]));
        const symbol = { energy: model === "truth" ? "H" : "Hθ", difference: "Hθ − H", divergence: "div f" };
        assert.equal(named.join(""), symbol[quantity] + bar.unit);
        assert(labels.length >= 1, `${range}`);
        const ends = labels
          .map(({ values }) => [Number(values[1]), 6 * String(values[0]).length] as const)
          .sort(([a], [b]) => a - b);
        ends.forEach(([x, w], i) => {
          const [before, wide] = ends[i - 1] ?? [Number.NEGATIVE_INFINITY, 0];
          assert(x - w / 2 > before + wide / 2, `labels overlap: ${ends}`);
        });
        for (const { i, values } of labels) {
          const value = Number(String(values[0]).replace("−", "-"));
          const tick = Number(calls.slice(0, i).findLast(({ name }) => name === "moveTo")?.values[0]);
          const height = (value - range[0]) / (range[1] - range[0]);
          const place = quantity === "energy" ? Math.sqrt(height) : height;
          assert(Math.abs(tick - (left + place * (right - left))) <= 1.01, `${value} at ${tick}`);
        }
      },
    ),
  );
});

test("a colour bar has the colours of its map", () => {
  for (const quantity of ["energy", "difference", "divergence"] as const) {
    const bar = { quantity, range: [-2, 2] as [number, number], unit: "" };
    const grid = gridOf(385, 2, (x) => (quantity === "energy" ? 4 * x * x - 2 : 4 * x - 2));
    const picture = pixelsOf({ ...bar, ...grid }, light);
    const { pen, calls } = fakePen();
    drawColourBar(pen, viewOf(424, 300), bar);
    const colours = numbersOf(calls, "fillStyle")
      .map(String)
      .filter((style) => style.startsWith("rgb("));
    colours.forEach((colour, i) => {
      const place = (i + 0.5) / colours.length;
      const [red, green, blue] = pixel(picture, Math.floor(place * picture.width), 0);
      const shade = colour.match(/\d+/g)?.map(Number) ?? [];
      [red, green, blue].forEach((channel, k) => {
        assert(Math.abs((channel ?? 0) - (shade[k] ?? 0)) <= 2, `${quantity} ${place}: ${colour}`);
      });
    });
    assert.equal(colours.length, 48);
    assert.deepEqual(shadeAt(bar, light, 7), quantity === "energy" ? light.map.high : light.map.positive);
  }
});

test("a low plane has no colour bar, so that its frame keeps a height", () => {
  for (const height of [40, 60, 95, 96, 200]) {
    const view = viewOf(200, height);
    assert.equal(view.colourBar, height >= 96);
    const [bottom = 0, top = 0] = planeScales(view).y.range;
    assert(bottom - top >= 8, `${height}: ${bottom - top}`);
  }
});
