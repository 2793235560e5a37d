// Tests that the page trains on its own, stops at its budget, and continues on request.
import { expect, test } from "@playwright/test";
import { done, open, QUICK, snapshot, until } from "./page";

test("training starts on its own, stops at the budget and can continue", async ({ page }) => {
  await open(page, "width=16&steps=200");
  const now = await done(page, 200);
  expect(now.running).toBe(false);
  const shown = String(now.settings.learners).split(",");
  expect(Object.keys(now.learners).sort()).toEqual([...shown].sort());
  for (const { step, losses, trainLoss, testLoss } of Object.values(now.learners)) {
    expect(step).toBe(200);
    expect(losses.at(-1)?.train).toBeLessThan((losses[0]?.train ?? 0) / 5);
    expect(trainLoss).toBeLessThan(0.5);
    expect(testLoss).toBeLessThan(0.5);
  }
  await page.getByRole("button", { name: "Train longer" }).click();
  await until(page, ({ step }) => step > 210);
  await page.getByRole("button", { name: "Pause training" }).click();
  const { settings, step } = await until(page, ({ running, settled }) => !running && settled);
  expect(Number(settings.steps)).toBeGreaterThan(200);
  await page.waitForTimeout(300);
  expect((await snapshot(page)).step).toBe(step);
});

test("the buttons for single steps, reset and new seed work", async ({ page }) => {
  await open(page, QUICK);
  const first = await done(page);
  await page.getByRole("button", { name: "Single step" }).click();
  const stepped = await done(page, first.step + 1);
  expect(stepped.learners.hnn?.trainLoss).not.toBe(first.learners.hnn?.trainLoss);
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  const atStart = await until(page, ({ step, settled }) => step === 0 && settled);
  expect(atStart.samples).toEqual(first.samples);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const again = await done(page, first.step);
  expect(again.learners).toEqual(first.learners);
  await page.getByRole("button", { name: "New seed" }).click();
  const other = await until(
    page,
    (now) => now.settings.seed !== first.settings.seed && now.settled && now.finished,
  );
  expect(other.samples?.first).not.toEqual(first.samples?.first);
  expect(other.learners.hnn?.losses[0]).not.toEqual(first.learners.hnn?.losses[0]);
});

test("shortcuts work like the buttons", async ({ page }) => {
  await open(page, QUICK);
  const { step } = await done(page);
  await page.keyboard.press(".");
  await done(page, step + 1);
  await page.keyboard.press("r");
  await until(page, (now) => now.step === 0);
  await page.keyboard.press("Space");
  await done(page, step);
});

test("the element reports progress", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const detail = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const playground = document.querySelector("hnn-playground");
        playground?.addEventListener("progress", (event) => {
          const { detail } = event as unknown as CustomEvent;
          // On a busy machine, two steps may be reported one by one.
          if (detail.step > 61) resolve(detail);
        });
        playground?.step(2);
      }),
  );
  expect(detail).toMatchObject({
    step: 62,
    learners: { baseline: { trainLoss: expect.any(Number) }, hnn: { testLoss: expect.any(Number) } },
  });
});
