// Tests what the module makes of data from outside: it trains on them, or refuses them by name.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { checkSettings, type Data, drawData, Inspector, initSync, Trainer } from "../../pkg/hnn_playground";

initSync({ module: readFileSync(new URL("../../pkg/hnn_playground_bg.wasm", import.meta.url)) });

const { settings } = checkSettings({ trajectories: 5, samples: 10, width: 8 });

test("drawn data have the shape of the plan, and every call draws the same", () => {
  const data = drawData(settings);
  expect(data.dim).toBe(2);
  expect(Array.from(data.train.lengths)).toEqual([10, 10, 10, 10, 10]);
  expect([data.train.x.length, data.train.dx?.length, data.train.t.length]).toEqual([100, 100, 50]);
  expect(drawData(settings)).toEqual(data);
});

test("a trainer and an inspector learn from the data they are handed, not from others", () => {
  const data = drawData(settings);
  const still: Data = structuredClone(data);
  still.train.dx?.fill(0);
  still.test.dx?.fill(0);
  const lossesOf = (from: Data) => new Trainer(settings, "baseline", [], from).presentLosses();
  expect(lossesOf(still).train).toBeLessThan(lossesOf(data).train / 5);
  // The law's loss is the mean square of the field, because these data don't move.
  const law = new Inspector(settings, data).lossOfTrueLaw() ?? 0;
  expect(new Inspector(settings, still).lossOfTrueLaw()).toBeGreaterThan(5 * law);
});

const broken: [string, (data: Data) => unknown][] = [
  ["data.dim", () => ({})],
  ["data.dim", (data) => ({ ...data, dim: 8 })],
  ["data.train.lengths", (data) => ({ ...data, train: {} })],
  ["data.train.lengths", (data) => ({ ...data, train: { ...data.train, lengths: [10, 10, 10, 10, 10] } })],
  ["data.test.x", (data) => ({ ...data, test: { ...data.test, x: data.test.x.slice(1) } })],
  ["data.test.dx", (data) => ({ ...data, test: { ...data.test, dx: data.test.x.map(() => Number.NaN) } })],
  ["data.train.t", (data) => ({ ...data, train: { ...data.train, t: new Float64Array(50).fill(1 / 0) } })],
];

for (const [i, [field, change]] of broken.entries()) {
  test(`data that don’t fit are refused by name: ${field} (${i + 1})`, () => {
    const data = change(drawData(settings)) as Data;
    for (const make of [() => new Trainer(settings, "hnn", [], data), () => new Inspector(settings, data)]) {
      expect(make).toThrow(new RegExp(`^${field}: .* is not allowed; allowed: `));
    }
  });
}

/** Oracle: H = q² + p² of the default spring. */
test("a map is numbers on a grid with range and unit, the first row at the lower edge", () => {
  const inspector = new Inspector(settings, drawData(settings));
  const map = inspector.map("truth", "energy", -1, 1, 0, 2, 5, 3);
  expect(map).toMatchObject({ quantity: "energy", unit: "J", range: [0, 5], columns: 5, rows: 3 });
  expect(map.values).toEqual(
    Float32Array.from([0, 1, 2].flatMap((p) => [-1, -0.5, 0, 0.5, 1].map((q) => q * q + p * p))),
  );
  const coverage = inspector.coverage(-1, 1, 0, 2, 5, 3);
  expect(coverage).toBeInstanceOf(Float32Array);
  expect(coverage.length).toBe(15);
  expect(inspector.map("truth", "divergence", -1, 1, 0, 2, 96, 96).values.byteLength).toBe(36_864);
});
