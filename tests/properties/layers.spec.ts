// Tests the table of layers, and that docs/adding.md adds one.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "@playwright/test";
import type { LayerKind } from "../../www/experiment/layers";
import type { Layer, PlaneData } from "../../www/render/layers/layer";
import { catalog } from "./arbitrary";
import { type Call, fakePen, numbersOf, stubCanvases } from "./fake-pen";
import { load } from "./load";

const { DEFAULT_LAYERS, LAYER_IDS, LAYERS } =
  await load<typeof import("../../www/experiment/layers")>("www/experiment/layers.ts");
const { DRAWINGS } = await load<typeof import("../../www/render/layers/table")>("www/render/layers/table.ts");
const { drawField } = await load<typeof import("../../www/render/layers/backdrop")>(
  "www/render/layers/backdrop.ts",
);
const { drawStaticPlane } = await load<typeof import("../../www/render/column-picture")>(
  "www/render/column-picture.ts",
);
const scene = await load<typeof import("../../www/render/scene")>("www/render/scene.ts");
const view = await load<typeof import("../../www/experiment/view")>("www/experiment/view.ts");
const { planeScales } = await load<typeof import("../../www/render/plot/viewport")>(
  "www/render/plot/viewport.ts",
);
const { nullclines } = await load<{ nullclines: Layer }>("docs/examples/layers/nullclines.ts");

stubCanvases();

const systemOf = (id: string) => {
  const system = catalog.systems.find((each) => each.id === id);
  assert(system);
  return system;
};

const size = { width: 444, height: 452 };
const viewport = { x: [-2, 2] as [number, number], y: [-2, 2] as [number, number] };

/** Values of f on a grid over the viewport. */
const gridOf = (count: number, f: (q: number, p: number) => number[]) =>
  Float32Array.from(
    Array.from({ length: count * count }, (_, i) => {
      const at = (step: number) => -2 + (4 * step) / (count - 1);
      return f(at(i % count), at(Math.floor(i / count)));
    }).flat(),
  );

/** The spring's plane with everything that can be drawn: H = q² + p², dq/dt = 2p, dp/dt = −2q. */
const data: PlaneData = {
  field: {
    model: "hnn",
    viewport,
    arrows: { nx: 17, ny: 17, values: gridOf(17, (q, p) => [2 * p, -2 * q]) },
    map: {
      quantity: "energy",
      unit: "J",
      range: [0, 8],
      columns: 96,
      rows: 96,
      values: gridOf(96, (q, p) => [q * q + p * p]),
    },
  },
  samples: Float32Array.from([0.5, 0.5, -0.5, 0.25]),
  dim: 2,
  coverage: { viewport, columns: 96, rows: 96, values: gridOf(96, (q, p) => [Math.hypot(q, p)]) },
};

const planeView = {
  ...scene.planeViews(scene.bareScene(systemOf("spring"), view.defaultView(), [], false), size, "hnn")[0],
  viewport,
};

const strokesAndFills = (calls: readonly Call[]) =>
  calls.filter(({ name }) => ["stroke", "fill", "drawImage"].includes(name)).length;

function drawnWith(visible: readonly LayerKind[], drawings: Record<string, Layer> = DRAWINGS): Call[] {
  const { pen, calls } = fakePen();
  drawField(pen, planeView, data, visible, drawings);
  return calls;
}

test("each layer has a name, a help text and a drawing, and no other has", () => {
  assert.deepEqual(Object.keys(DRAWINGS).sort(), [...LAYER_IDS].sort());
  for (const id of LAYER_IDS) assert(LAYERS[id].label && LAYERS[id].help && /^[a-z_]+$/.test(id), id);
});

test("each layer draws something if it is shown, and nothing if not", () => {
  const bare = strokesAndFills(drawnWith([]));
  const all = strokesAndFills(drawnWith(LAYER_IDS));
  for (const id of LAYER_IDS) {
    const own = strokesAndFills(drawnWith([id])) - bare;
    assert(own > 0, id);
    assert.equal(strokesAndFills(drawnWith(LAYER_IDS.filter((each) => each !== id))), all - own, id);
  }
});

test("layers draw nothing before there are data, and leave the pen’s state alone", () => {
  const none: PlaneData = { field: null, samples: null, dim: 2, coverage: null };
  for (const [id, layer] of Object.entries(DRAWINGS)) {
    const empty = fakePen();
    layer.draw(empty.pen, planeView, none);
    assert.deepEqual(empty.calls, [], id);
    const { pen, calls } = fakePen();
    layer.draw(pen, planeView, data);
    let depth = 0;
    for (const { name } of calls) {
      depth += name === "save" ? 1 : name === "restore" ? -1 : 0;
      // A clip or an opacity would affect the layers above.
      if (name === "clip" || name === "globalAlpha") assert(depth > 0, `${id}: ${name}`);
    }
    assert.equal(depth, 0, id);
  }
});

/** Pictures and video draw whole planes with one function. */
test("pictures and video show the same layers as the page", () => {
  const bare = scene.bareScene(systemOf("spring"), view.defaultView(), [1, 0], false);
  const full = {
    ...bare,
    viewport,
    fields: new Map(data.field ? [["hnn", data.field]] : []),
    samples: data.samples,
    coverage: data.coverage,
  };
  for (const visible of [[], ...LAYER_IDS.map((id) => [id]), LAYER_IDS]) {
    const { pen, calls } = fakePen();
    drawStaticPlane(pen, { ...full, visibleLayers: visible }, size, scene.alone("hnn"));
    const onPage = drawnWith(visible);
    assert.deepEqual(JSON.stringify(calls.slice(0, onPage.length)), JSON.stringify(onPage));
  }
});

test("only layers that a system can show are offered", () => {
  assert.deepEqual(scene.layersOf(systemOf("spring")), LAYER_IDS);
  assert.deepEqual(scene.layersOf(systemOf("two_body")), ["data"]);
});

test("links name layers, with the defaults of the table", () => {
  assert.deepEqual(view.defaultView().layers, DEFAULT_LAYERS);
  for (const id of LAYER_IDS) {
    assert.deepEqual(view.viewFrom((key) => (key === "layers" ? id : null)).view, { layers: [id] });
  }
  const { view: read, problems } = view.viewFrom((key) => (key === "layers" ? "arrows,glitter" : null));
  assert.deepEqual(read, {});
  for (const id of [...LAYER_IDS, "glitter"]) assert.match(problems.join(), new RegExp(id));
});

test("each file of render/layers/ is a layer of the table or used by the backdrop and the planes", () => {
  const files = readdirSync(new URL("../../www/render/layers/", import.meta.url));
  const table = readFileSync(new URL("../../www/render/layers/table.ts", import.meta.url), "utf8");
  const others = [
    "axes",
    "backdrop",
    "contours",
    "layer",
    "map",
    "moving-point",
    "probe",
    "table",
    "trajectory",
  ];
  for (const file of files.map((name) => name.replace(/\.ts$/, ""))) {
    assert.equal(others.includes(file), !table.includes(`"./${file}"`) || file === "layer", file);
  }
});

test("the documentation shows the tested code", () => {
  const text = readFileSync(new URL("../../docs/adding.md", import.meta.url), "utf8");
  const example = readFileSync(new URL("../../docs/examples/layers/nullclines.ts", import.meta.url), "utf8");
  assert(text.includes(`\`\`\`ts\n${example}\`\`\``));
});

/** Oracle: dq/dt = 2p vanishes on p = 0, dp/dt = −2q on q = 0. */
test("the added layer draws the nullclines of the spring", () => {
  const bare = drawnWith([]);
  const drawn = drawnWith(["nullclines" as LayerKind], { ...DRAWINGS, nullclines });
  assert.equal(strokesAndFills(drawn), strokesAndFills(bare) + 2);
  // It is drawn last, with one dash pattern for each line.
  const dashes = drawn.flatMap(({ name }, i) => (name === "setLineDash" ? [i] : []));
  const own = drawn.slice((dashes.at(-1) ?? 0) + 1);
  const { x, y } = planeScales(planeView);
  const points = (calls: readonly Call[]) => [...numbersOf(calls, "moveTo"), ...numbersOf(calls, "lineTo")];
  const second = points(own);
  assert(second.length >= 10);
  for (const [px = 0] of second) assert(Math.abs(x.invert(px)) < 1e-6);
  const first = points(drawn.slice(dashes.at(-2), dashes.at(-1)));
  assert(first.length >= 10);
  for (const [, py = 0] of first) assert(Math.abs(y.invert(py)) < 1e-6);
});
