// Tests that the page survives twenty switches of the system during training.
import { expect, test } from "@playwright/test";
import { choose, open, pageErrorsOf, setting, until } from "./page";

test("the page works after switching the system twenty times", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, "width=16&steps=5000");
  for (let i = 0; i < 20; i++) {
    const id = i % 2 === 0 ? "pendulum" : "spring";
    await choose(page, setting("system"), id);
    await until(page, ({ settings }) => settings.system === id);
    if (i % 3 === 0) await until(page, ({ step }) => step > 5);
  }
  const now = await until(page, ({ step, rollout }) => step > 30 && rollout !== null);
  expect(now.running).toBe(true);
  expect(now.settings.system).toBe("spring");
  expect(now.settings.width).toBe(16);
  expect(now.problems).toEqual([]);
  expect(pageErrors).toEqual([]);
  // Two trainers, the inspector and the renderer; no others are left.
  expect(page.workers().length).toBe(4);
  const steps = Object.values(now.learners).map(({ step }) => step);
  expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(500);
});
