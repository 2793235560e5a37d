// Compares the figures over 40 seeds in the article and the tour with what examples/seeds.rs printed (tests/golden/seeds.json).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { test } from "@playwright/test";
import { load } from "./load";

interface Run {
  learner: string;
  settings: Record<string, number | string>;
  changes: number[];
  drifts: number[];
}

const { OVER_SEEDS } = await load<typeof import("../../www/app/over-seeds")>("www/app/over-seeds.ts");
const runs = JSON.parse(readFileSync(new URL("../golden/seeds.json", import.meta.url), "utf8")) as Run[];

const catalog = JSON.parse(readFileSync(new URL("../../pkg/catalog.json", import.meta.url), "utf8"));
const preset = (id: string): { settings: Record<string, unknown> } =>
  catalog.presets.find((each: { id: string }) => each.id === id);

const run = (learner: string, others: Record<string, number> = {}): Run => {
  const wanted = { system: "spring", ...others };
  const found = runs.find((each) => each.learner === learner && isDeepStrictEqual(each.settings, wanted));
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
  assert.equal(median(run("baseline", { noise: 0 }).drifts).toFixed(2), OVER_SEEDS.medianExact.toFixed(2));
});

/** Two significant digits. */
const rounded = (value: number): number => Number(value.toPrecision(2));

test("the medians of the ladder of priors, and those with friction, are the ones in the article", () => {
  for (const [learner, drift] of Object.entries(OVER_SEEDS.ladder)) {
    assert.equal(rounded(median(run(learner).drifts)), drift, learner);
  }
  const { settings } = preset("friction");
  const { friction, noise, horizon } = settings as Record<string, number>;
  for (const [learner, drift] of Object.entries(OVER_SEEDS.friction)) {
    const { drifts } = run(learner, { friction: friction ?? 0, noise: noise ?? 0, horizon: horizon ?? 0 });
    assert.equal(rounded(median(drifts)), drift, learner);
  }
});
