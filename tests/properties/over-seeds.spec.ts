// Compares the figures over 40 seeds in the article and the tour with what examples/seeds.rs printed (tests/golden/seeds.json).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "@playwright/test";
import { load } from "./load";

interface Run {
  learner: string;
  settings: { noise?: number };
  changes: number[];
  drifts: number[];
}

const { OVER_SEEDS } = await load<typeof import("../../www/app/over-seeds")>("www/app/over-seeds.ts");
const runs = JSON.parse(readFileSync(new URL("../golden/seeds.json", import.meta.url), "utf8")) as Run[];

const run = (learner: string, noise?: number): Run => {
  const found = runs.find((each) => each.learner === learner && each.settings.noise === noise);
  assert(found);
  assert.equal(found.changes.length, OVER_SEEDS.seeds);
  return found;
};
const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[sorted.length / 2 - 1], sorted[sorted.length / 2]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
};

test("the baseline loses and gains energy as often as the article states", () => {
  const { changes } = run("baseline");
  assert.equal(changes.filter((change) => change < -0.1).length, OVER_SEEDS.inward);
  assert.equal(changes.filter((change) => change > 0.1).length, OVER_SEEDS.outward);
  assert.equal(changes.filter((change) => Math.abs(change) <= 0.1).length, OVER_SEEDS.kept);
});

test("the HNN’s largest drift is the one in the article", () => {
  assert.equal(Math.max(...run("hnn").drifts).toFixed(3), OVER_SEEDS.hnnLargest.toFixed(3));
});

test("the baseline’s median drifts are the ones in the tour", () => {
  assert.equal(median(run("baseline").drifts).toFixed(2), OVER_SEEDS.medianNoisy.toFixed(2));
  assert.equal(median(run("baseline", 0).drifts).toFixed(2), OVER_SEEDS.medianExact.toFixed(2));
});
