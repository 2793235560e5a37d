// Tests that a diverging learner stops with an explanation, and that the page keeps working.
import { expect, test } from "@playwright/test";
import { choose, done, open, pageErrorsOf, setting, until } from "./page";

test("a learning rate of 10 stops the learners with a message that names the step", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, "width=16&steps=2000&learning_rate=10");
  const now = await until(page, ({ learners }) =>
    Object.values(learners).some(({ trainingProblem }) => trainingProblem !== null),
  );
  const stopped = Object.values(now.learners).filter(({ trainingProblem }) => trainingProblem !== null);
  for (const { trainingProblem, step } of stopped) {
    expect(trainingProblem).toContain("diverged");
    expect(trainingProblem).toContain(`step ${step}`);
    await expect(page.getByText(trainingProblem ?? "").first()).toBeVisible();
  }
  await choose(page, setting("steps"), 60);
  await choose(page, setting("learning_rate"), 0.001);
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  const after = await done(page, 60);
  for (const { trainingProblem, trainLoss } of Object.values(after.learners)) {
    expect(trainingProblem).toBeNull();
    expect(trainLoss).toBeLessThan(5);
  }
  expect(pageErrors).toEqual([]);
});
