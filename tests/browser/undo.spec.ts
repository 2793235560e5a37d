// Tests that undoing a reset restores the run and its training exactly.
import { expect, type Page, test } from "@playwright/test";
import { done, open, QUICK, snapshot, until } from "./page";
import { breakWorker, keepWorkers } from "./workers";

const undo = (page: Page) => page.getByRole("button", { name: "Undo", exact: true });

test("undoing a reset restores weights, losses, live changes and the following steps", async ({ page }) => {
  const steps = (n: number) => page.evaluate((n) => document.querySelector("hnn-playground")?.step(n), n);
  await open(page, `${QUICK}&log=40:learning_rate:0.01`);
  const { step } = await done(page);
  await steps(1);
  const before = await done(page, step + 1);
  await page.keyboard.press("r");
  await until(page, (now) => now.step === 0 && now.settled);
  await expect(page.getByRole("alert").filter({ hasText: "61 training steps were discarded" })).toBeVisible();
  await undo(page).click();
  const after = await done(page, step + 1);
  expect(after.learners).toEqual(before.learners);
  expect(after.log).toEqual(before.log);
  expect(after.settings).toEqual(before.settings);
  expect(after.rollout).toEqual(before.rollout);
  await expect(undo(page)).toHaveCount(0);
  await expect.poll(() => page.url()).toContain("log=40");
  await steps(5);
  const further = await done(page, step + 6);
  // Reference: the same without a reset.
  await open(page, `${QUICK}&log=40:learning_rate:0.01`);
  await done(page);
  await steps(1);
  await done(page, step + 1);
  await steps(5);
  expect(further.learners).toEqual((await done(page, step + 6)).learners);
});

test("a run in progress continues from where it was discarded", async ({ page }) => {
  const pace = (stepsPerSecond: string) =>
    page.getByRole("combobox", { name: "Training speed" }).selectOption(stepsPerSecond);
  await open(page, "width=8&steps=300&pace=100");
  await until(page, ({ step }) => step > 60);
  await pace("1");
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  const { step } = await until(page, (now) => now.step < 60);
  await undo(page).click();
  expect((await until(page, (now) => now.step > 60)).running).toBe(true);
  expect(step).toBeLessThan(60);
  await pace("0");
  const whole = await done(page, 300);
  await open(page, "width=8&steps=300");
  expect(whole.learners).toEqual((await done(page, 300)).learners);
});

test("the offer ends when the new run has as many steps", async ({ page }) => {
  await open(page, `${QUICK}&pace=30`);
  await done(page);
  await page.keyboard.press("r");
  await expect(undo(page)).toBeVisible();
  // The budget is the old one, so the same run repeats.
  await expect(undo(page)).toHaveCount(0, { timeout: 30_000 });
  await done(page, 60);
});

test("a run whose worker was lost is retrained", async ({ page }) => {
  await keepWorkers(page);
  await open(page, "width=8&steps=2000&pace=50");
  await until(page, ({ step }) => step > 20);
  await page.getByRole("combobox", { name: "Training speed" }).selectOption("1");
  await page.getByRole("button", { name: "Pause training" }).click();
  const before = await until(page, ({ running, settled }) => !running && settled);
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await until(page, ({ step }) => step === 0);
  await breakWorker(page, "trainer");
  await undo(page).click();
  await until(page, ({ problems }) => problems.some((each) => each.includes("made again")));
  await page.getByRole("combobox", { name: "Training speed" }).selectOption("0");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const after = await until(page, ({ step }) => step >= before.step);
  const first = before.learners.hnn?.losses ?? [];
  expect(after.learners.hnn?.losses.slice(0, first.length)).toEqual(first);
});

test("trying several settings makes no offer", async ({ page }) => {
  await open(page, `${QUICK}&pace=30`);
  const { settings } = await done(page);
  await page.getByRole("button", { name: "New seed" }).click();
  await until(page, ({ settings: { seed }, step }) => seed !== settings.seed && step > 5);
  // Press it now: the offer ends with the new run.
  expect(await undo(page).count()).toBe(0);
  expect((await snapshot(page)).step).toBeLessThan(60);
});
