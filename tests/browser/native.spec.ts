// Does the same seeded run give the same losses natively and in WebAssembly?
import { execFileSync } from "node:child_process";
import { expect, test } from "@playwright/test";
import type { RunRecord } from "../../pkg/hnn_playground";
import { catalog, done, open } from "./page";

/**
 * Random numbers, data and formulas are the same; the order of summation in the matrix products is not. That moves the losses of
 * 2,000 steps by some 3e-7 relative; 1e-4 leaves room for other instruction sets.
 */
const TOLERANCE = 1e-4;

const cargo = execFileSync("scripts/rust.sh", { encoding: "utf8" }).trim();
const run = ["run", "--quiet", "--release", "--locked", "--example", "run", "--"];

for (const { id: system, label } of catalog.systems) {
  test(`${label}: losses in the browser are those of the native run`, async ({ page }) => {
    test.setTimeout(900_000);
    const settings = { system, seed: 5, width: 16, steps: 200 };
    await open(
      page,
      new URLSearchParams(Object.entries(settings).map(([key, value]) => [key, String(value)])).toString(),
    );
    const now = await done(page, settings.steps);
    for (const [learner, { losses }] of Object.entries(now.learners)) {
      const { record } = JSON.parse(
        execFileSync(cargo, [...run, "--settings", JSON.stringify(settings), "--learner", learner], {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "inherit"],
        }),
      ) as { record: RunRecord };
      expect(losses.length).toBe(record.losses.length);
      for (const [i, { step, train, test: held }] of losses.entries()) {
        const native = record.losses[i];
        expect(native?.step).toBe(step);
        expect(Math.abs(train / (native?.train ?? 0) - 1)).toBeLessThan(TOLERANCE);
        expect(Math.abs(held / (native?.test ?? 0) - 1)).toBeLessThan(TOLERANCE);
      }
    }
  });
}
