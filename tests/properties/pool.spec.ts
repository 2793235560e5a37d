// Tests the number of workers in a batch.
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
  test(`a batch uses ${workers} workers on ${cores ?? "an unknown number of"} cores`, () => {
    expect(workersFor(cores)).toBe(workers);
  });
}
