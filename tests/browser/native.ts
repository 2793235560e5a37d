// Runs an experiment natively with `examples/run.rs`.
import { execFileSync } from "node:child_process";
import { expect } from "@playwright/test";
import type { LossPoint, RunRecord } from "../../pkg/hnn_playground";
import type { Settings } from "../../www/experiment/experiment";

/**
 * Random numbers, data and formulas are identical, but matrix products sum in a different order. That changes the losses of 2,000
 * steps by about 3e-7 relative; 1e-4 leaves room for other instruction sets.
 */
const TOLERANCE = 1e-4;

export function nativeOutput(settings: Settings, learner: string): string {
  const cargo = execFileSync("scripts/rust.sh", { encoding: "utf8" }).trim();
  // The profile of the tests, which is optimised and built anyway.
  const run = ["run", "--quiet", "--locked", "--example", "run", "--"];
  return execFileSync(cargo, [...run, "--settings", JSON.stringify(settings), "--learner", learner], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

export const nativeRecord = (settings: Settings, learner: string): RunRecord =>
  (JSON.parse(nativeOutput(settings, learner)) as { record: RunRecord }).record;

export function expectLossesOf(native: RunRecord, losses: LossPoint[]): void {
  expect(losses.length).toBe(native.losses.length);
  for (const [i, { step, train, test }] of losses.entries()) {
    const same = native.losses[i];
    expect(same?.step).toBe(step);
    expect(Math.abs(train / (same?.train ?? 0) - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(test / (same?.test ?? 0) - 1)).toBeLessThan(TOLERANCE);
  }
}
