// Tests that every objective trains, and that the data it needs are checked.
import { expect, test } from "@playwright/test";
import { choose, done, open, pageErrorsOf, QUICK, setting, snapshot } from "./page";

test("every objective trains both learners towards its own loss", async ({ page }) => {
  test.setTimeout(90_000);
  const pageErrors = pageErrorsOf(page);
  const ends = new Map<string, number>();
  const { kind } = setting("objective");
  const objectives = kind.type === "choice" ? kind.options : [];
  for (const { id } of objectives) {
    await open(page, `width=16&steps=150&noise=0&objective=${id}`);
    const { learners } = await done(page, 150);
    for (const { losses, trainLoss, trainingProblem } of Object.values(learners)) {
      expect(trainingProblem).toBeNull();
      expect(trainLoss, id).toBeLessThan((losses[0]?.train ?? 0) / 3);
    }
    ends.set(id, learners.hnn?.losses[0]?.train ?? Number.NaN);
  }
  // Those that compare the same field at the same states would start with the same loss.
  expect(new Set(ends.values()).size).toBe(9);
  expect(pageErrors).toEqual([]);
});

test("the number of compared steps changes the loss of several steps, and of nothing else", async ({
  page,
}) => {
  const first = async (objective: string, steps: number): Promise<number | undefined> => {
    await open(page, `${QUICK}&objective=${objective}&steps_compared=${steps}`);
    return (await done(page)).learners.hnn?.losses[0]?.train;
  };
  expect(await first("rk4_steps", 2)).not.toBe(await first("rk4_steps", 5));
  expect(await first("midpoint", 2)).toBe(await first("midpoint", 5));
  // One step of several is one step.
  expect(await first("rk4_steps", 1)).toBeCloseTo((await first("rk4_step", 1)) ?? Number.NaN, 6);
});

test("an objective that needs more samples than there are is refused by name", async ({ page }) => {
  await open(page, `${QUICK}&samples=3`);
  const before = await done(page);
  await choose(page, setting("objective"), "rk4_steps");
  await expect(page.getByText(/samples: 3 is not allowed; allowed: at least 5/).first()).toBeVisible();
  expect((await snapshot(page)).settings).toEqual(before.settings);
});
