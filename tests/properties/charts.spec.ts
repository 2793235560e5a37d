// Tests the drawing of charts: curves pass their values, have gaps, and consist of few points; tick labels fit.
import assert from "node:assert/strict";
import { test } from "@playwright/test";
import fc from "fast-check";
import type { Pen } from "../../www/render/plot/pen";
import type { Strip } from "../../www/render/plot/strips";
import { between } from "./arbitrary";
import { load } from "./load";

const { drawChart } = await load<typeof import("../../www/render/plot/chart")>("www/render/plot/chart.ts");
const { addCurve } = await load<typeof import("../../www/render/plot/curve")>("www/render/plot/curve.ts");
const { linear } = await load<typeof import("../../www/render/plot/scales")>("www/render/plot/scales.ts");
const { light, sizes } = await load<typeof import("../../www/render/plot/theme")>("www/render/plot/theme.ts");

type Place = [number, number];

/** A pen that records paths and texts. A character is 6.5 pixels wide, about as wide as a digit. */
class Recorder {
  readonly lines: Place[][] = [];
  readonly texts: { text: string; left: number; right: number; y: number; align: string }[] = [];
  textAlign = "start";

  moveTo(x: number, y: number): void {
    this.lines.push([[x, y]]);
  }

  lineTo(x: number, y: number): void {
    this.lines.at(-1)?.push([x, y]);
  }

  measureText(text: string): { width: number } {
    return { width: 6.5 * text.length };
  }

  fillText(text: string, x: number, y: number): void {
    const { width } = this.measureText(text);
    const left = x - { center: width / 2, right: width }[this.textAlign as "center" | "right"];
    this.texts.push({ text, left, right: left + width, y, align: this.textAlign });
  }

  /** As a pen on which everything else does nothing. */
  get pen(): Pen {
    const nothing = () => {};
    return new Proxy(this, {
      get: (target, name) => Reflect.get(target, name) ?? nothing,
    }) as unknown as Pen;
  }
}

/** Distance from a point to a line segment. */
function distance([x, y]: Place, [ax, ay]: Place, [bx, by]: Place): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const part = length > 0 ? ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length : 0;
  const t = Math.max(0, Math.min(1, part));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

/** Values as smooth curves, noise, steps and gaps. */
const anyCurve = (most: number) =>
  fc
    .tuple(
      fc.integer({ min: 1, max: most }),
      between(0, 1),
      between(0, 3),
      fc.nat(1_000_000),
      between(0, 0.2),
    )
    .map(([n, amplitude, frequency, seed, missing]) => {
      let state = seed + 1;
      const random = () => {
        state = (state * 48_271) % 2_147_483_647;
        return state / 2_147_483_647;
      };
      const noise = random() < 0.5 ? 0 : random() ** 4;
      return Array.from({ length: n }, (_, i) =>
        random() < missing ** 2 ? null : amplitude * Math.sin(frequency * i) + noise * random(),
      );
    });

for (const [kind, most, width, tolerance] of [
  ["sparse", 300, 100, 0.2],
  // Within its pixel column, where the curve covers everything from the lowest to the highest value.
  ["dense", 4000, 40, 1.5],
] as const) {
  test(`a ${kind} curve passes every value, has gaps where values are missing, and few points`, () => {
    fc.assert(
      fc.property(anyCurve(most), (ys) => {
        const x = linear([0, Math.max(1, ys.length - 1)], [34, 34 + width]);
        const y = linear([-1, 2], [140, 6]);
        const { lines, pen } = new Recorder();
        addCurve(
          pen,
          ys.map((_, i) => i),
          ys,
          x,
          y,
        );
        const segments = lines.flatMap((line) =>
          line.slice(1).map((to, i): [Place, Place] => [line[i] as Place, to]),
        );
        ys.forEach((value, i) => {
          const at = x(i);
          if (value === null) {
            const crossing = segments.find(([[from], [to]]) => from < at && to > at);
            assert(!crossing, `${crossing} crosses the gap at ${at}`);
            return;
          }
          // A single point is not a line.
          if ((ys[i - 1] ?? null) === null && (ys[i + 1] ?? null) === null) return;
          const near = segments.filter(([[from], [to]]) => from < at + 3 && to > at - 3);
          const least = Math.min(...near.map(([from, to]) => distance([at, y(value)], from, to)));
          assert(least <= tolerance + 1e-6, `row ${i} of ${ys.length} is ${least} pixels off`);
        });
        const gaps = ys.filter((value) => value === null).length;
        const drawn = lines.flat().length;
        // A column has at most three points, and each gap splits one.
        assert(kind === "sparse" || drawn <= 3 * (width + 1 + 2 * gaps), `${drawn} points`);
      }),
      { numRuns: 200 },
    );
  });
}

test("a straight line has two points", () => {
  const { lines, pen } = new Recorder();
  const xs = Array.from({ length: 400 }, (_, i) => i);
  addCurve(
    pen,
    xs,
    xs.map((x) => 2 * x + 1),
    linear([0, 399], [34, 500]),
    linear([0, 800], [140, 6]),
  );
  assert.deepEqual(
    lines.map((line) => line.length),
    [2],
  );
});

const anySize = fc.record({ width: between(210, 1300), height: between(100, 400) });

const anyAxes: fc.Arbitrary<Strip> = fc
  .tuple(
    fc.integer({ min: 1, max: 50_000 }),
    between(-1e4, 1e4),
    between(-4, 4),
    between(-12, 3),
    between(1, 12),
  )
  .chain(([to, low, span, decade, decades]) =>
    fc.boolean().map((log) => ({
      series: [],
      log,
      xRange: [0, to] as [number, number],
      yRange: (log
        ? [10 ** Math.floor(decade), 10 ** Math.ceil(decade + decades)]
        : [low, low + 10 ** span]) as [number, number],
      columns: [[0, to]],
    })),
  );

test("tick labels are inside the picture and apart, and both axes have some", () => {
  fc.assert(
    fc.property(anyAxes, anySize, (strip, size) => {
      const recorder = new Recorder();
      drawChart(recorder.pen, strip, light, size);
      const across = recorder.texts.filter(({ align }) => align === "center");
      const up = recorder.texts.filter(({ align }) => align === "right");
      assert(across.length >= 2, `${across.map(({ text }) => text)}`);
      assert(up.length >= 1, `${strip.yRange}`);
      for (const { text, left, right, y } of recorder.texts) {
        assert(left >= -1 && right <= size.width + 3, `${text} reaches from ${left} to ${right}`);
        assert(y >= sizes.tickText / 2 - 1 && y <= size.height - sizes.tickText / 2, `${text} is at ${y}`);
      }
      across.slice(1).forEach(({ text, left }, i) => {
        assert(left - (across[i]?.right ?? 0) > 4, `${across[i]?.text} touches ${text}`);
      });
      const heights = up.map(({ y }) => y).sort((a, b) => a - b);
      heights.slice(1).forEach((y, i) => {
        assert(y - (heights[i] ?? 0) > 13, `${up.map(({ text }) => text)}`);
      });
      if (!strip.log) return;
      for (const { text } of up) assert.match(text, /^(0\.0*1|10*|10[⁻⁰-⁹¹²³]+)$/);
    }),
  );
});
