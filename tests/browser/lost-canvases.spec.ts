// Tests that canvases are redrawn after the browser cleared and restored them, and that the page is informed.
import { expect, type Page, test } from "@playwright/test";
import { done, drawn, open, pageErrorsOf, QUICK } from "./page";
import { before } from "./workers";

const CHARTS = "hnn-strip canvas";

/** Number of bodies, planes and charts that show something. */
async function drawnPictures(page: Page): Promise<number> {
  const parts = await page.locator("hnn-body [role=img], hnn-plane [role=img], hnn-strip .chart").all();
  const has = await Promise.all(
    parts.map(async (part) => (await drawn(part)).evaluate(({ data }) => data.some((value) => value > 0))),
  );
  return has.filter(Boolean).length;
}

/** Simulates loss or restoration of all canvases: the charts' on the page, and the renderer's. */
async function simulate(page: Page, event: "contextlost" | "contextrestored"): Promise<void> {
  await page.locator(CHARTS).evaluateAll((all, event) => {
    for (const each of all) {
      // A lost context has no content and no state.
      if (event === "contextlost") (each as HTMLCanvasElement).getContext("2d")?.reset();
      each.dispatchEvent(new Event(event, { cancelable: true }));
    }
  }, event);
  for (const worker of page.workers()) {
    await worker.evaluate((event) => {
      const { canvases } = self as unknown as { canvases?: Set<OffscreenCanvas> };
      for (const canvas of canvases ?? []) {
        if (event === "contextlost") canvas.getContext("2d")?.reset();
        canvas.dispatchEvent(new Event(event, { cancelable: true }));
      }
    }, event);
  }
}

test("canvases lost and restored are redrawn, even while paused", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  // Every canvas of the renderer.
  await before(
    page,
    ["renderer"],
    `self.canvases = new Set();
     const { getContext } = OffscreenCanvas.prototype;
     OffscreenCanvas.prototype.getContext = function (...of) {
       self.canvases.add(this);
       return getContext.apply(this, of);
     };`,
  );
  await open(page, QUICK);
  const first = await done(page);
  await page.getByRole("button", { name: "Pause motion" }).click();
  await expect.poll(() => drawnPictures(page)).toBe(8);
  await simulate(page, "contextlost");
  const alert = page.getByRole("alert").filter({ hasText: "has cleared the drawings" });
  await expect(alert).toBeVisible();
  await expect.poll(() => drawnPictures(page)).toBe(0);
  await simulate(page, "contextrestored");
  await expect.poll(() => drawnPictures(page)).toBe(8);
  await expect(alert).toBeHidden();
  const after = await done(page);
  expect(after.learners).toEqual(first.learners);
  expect(pageErrors).toEqual([]);
});

const REFUSING = "prototype.getContext = () => null;";

for (const [whose, refuse] of Object.entries({
  page: (page: Page) => page.addInitScript(`HTMLCanvasElement.${REFUSING}`),
  renderer: (page: Page) => before(page, ["renderer"], `OffscreenCanvas.${REFUSING}`),
})) {
  test(`without a canvas for the ${whose}: a message, and the numbers as usual`, async ({ page }) => {
    const pageErrors = pageErrorsOf(page);
    await refuse(page);
    await open(page, QUICK);
    const now = await done(page, 60);
    expect(now.learners.hnn?.finalState).toBeDefined();
    await expect(page.getByRole("alert").filter({ hasText: "no canvas to draw it" })).toBeVisible();
    await page.getByRole("button", { name: "Single step" }).click();
    await done(page, 61);
    expect(pageErrors).toEqual([]);
  });
}
