// How many workers does a batch of runs have?
import { expect, test } from "@playwright/test";
import { load } from "./load";

const { workersFor } = await load<typeof import("../../www/batches/pool")>("www/batches/pool.ts");

for (const [cores, workers] of [
  [undefined, 2],
  [1, 2],
  [2, 2],
  [3, 2],
  [4, 3],
  [9, 8],
  [64, 8],
] as const) {
  test(`${workers} on ${cores ?? "an unknown number of"} cores`, () => {
    expect(workersFor(cores)).toBe(workers);
  });
}
