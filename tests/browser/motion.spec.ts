// Tests that playback can be stopped and moved by hand, and that it doesn't run for users who prefer reduced motion.
import { expect, test } from "@playwright/test";
import { done, open, QUICK } from "./page";

test("playback pauses and follows the time slider", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const slider = page.getByRole("slider", { name: "Time of the motion" });
  await page.getByRole("button", { name: "Pause motion" }).click();
  await expect(page.getByRole("button", { name: "Play motion" })).toBeVisible();
  // During playback the slider updates a few times per second; when paused it updates within a frame.
  await page.waitForTimeout(200);
  const at = await slider.inputValue();
  await page.waitForTimeout(300);
  expect(await slider.inputValue()).toBe(at);
  await slider.focus();
  await page.keyboard.press("End");
  await expect(page.getByText("t = 20.00 s")).toBeVisible();
  await page.getByRole("button", { name: "Play motion" }).click();
  await expect(page.getByText("t = 20.00 s")).toBeHidden();
});

test("with reduced motion, the whole path is shown and playback is paused", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, QUICK);
  const { rollout } = await done(page);
  await expect(page.getByRole("button", { name: "Play motion" })).toBeVisible();
  await expect(page.getByText(`t = ${rollout?.end.toFixed(2)} s`)).toBeVisible();
});
