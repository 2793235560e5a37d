// Is the motion the visitor's to stop, to move by hand, and at rest for those who asked for less of it?
import { expect, test } from "@playwright/test";
import { done, open, QUICK } from "./page";

test("the motion pauses and follows the time slider", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const slider = page.getByRole("slider", { name: "Time of the motion" });
  await page.getByRole("button", { name: "Pause motion" }).click();
  await expect(page.getByRole("button", { name: "Play motion" })).toBeVisible();
  // While it moves the slider follows a few times a second; at rest it stands where the motion does within a frame.
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

test("less motion: the whole path is shown, and nothing runs by itself", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, QUICK);
  const { rollout } = await done(page);
  await expect(page.getByRole("button", { name: "Play motion" })).toBeVisible();
  await expect(page.getByText(`t = ${rollout?.end.toFixed(2)} s`)).toBeVisible();
});
