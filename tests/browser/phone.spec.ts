// Tests the page on a phone: no horizontal scrolling, large touch targets, settings in a sheet.
import { expect, test } from "@playwright/test";
import { done, open, QUICK, until } from "./page";

for (const viewport of [
  { width: 390, height: 844 },
  { width: 360, height: 740 },
]) {
  test.describe(`${viewport.width} pixels wide`, () => {
    test.use({ viewport, hasTouch: true, isMobile: true });

    test("only the row of planes scrolls horizontally", async ({ page }) => {
      await open(page, QUICK);
      await done(page);
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(widths[0]).toBeLessThanOrEqual(viewport.width);
      expect(widths[1]).toBe(viewport.width);
      for (const button of await page.getByRole("button").all()) {
        // Terms in the article are only as tall as their line.
        const inText = await button.evaluate((element) => element.matches(".term"));
        if (inText || !(await button.isVisible())) continue;
        const box = await button.boundingBox();
        expect(
          Math.min(box?.width ?? 0, box?.height ?? 0),
          (await button.getAttribute("aria-label")) ?? "button",
        ).toBeGreaterThanOrEqual(44);
      }
    });

    test("the settings open in a sheet and take effect", async ({ page }) => {
      await open(page, QUICK);
      await done(page);
      const dt = page.getByRole("textbox", { name: "Time step dt", exact: true });
      await expect(dt).toBeHidden();
      await page.getByRole("button", { name: "Settings", exact: true }).click();
      await dt.fill("0.1");
      await dt.press("Enter");
      await until(page, ({ rollout, settled }) => settled && Math.abs((rollout?.dt ?? 0) - 0.1) < 1e-6);
      await page.keyboard.press("Escape");
      await expect(dt).toBeHidden();
    });

    test("a tap on a plane sets the initial state", async ({ page }) => {
      await open(page, QUICK);
      const before = await done(page);
      const box = await page
        .getByRole("img", { name: /^Phase plane/ })
        .first()
        .boundingBox();
      if (!box) throw new Error("the plane has no box");
      await page.touchscreen.tap(box.x + 0.4 * box.width, box.y + 0.4 * box.height);
      await until(page, ({ rollout }) => rollout?.start[0] !== before.rollout?.start[0]);
    });
  });
}
