// Are canvases drawn again that the browser took away and gave back, and is the page told what happens to them?
import { expect, type Page, test } from "@playwright/test";
import { complaintsOf, done, open, QUICK } from "./page";

/** How many canvases have anything on them. */
const inked = (page: Page): Promise<number> =>
  page.locator("canvas").evaluateAll(
    (all) =>
      all.filter((each) => {
        const canvas = each as HTMLCanvasElement;
        // Read from a copy: canvases that are read become others.
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {
          willReadFrequently: true,
        });
        copy?.drawImage(canvas, 0, 0);
        return copy?.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0) ?? false;
      }).length,
  );

test("canvases lost and given back are drawn again, at rest, too", async ({ page }) => {
  const complaints = complaintsOf(page);
  await open(page, QUICK);
  const before = await done(page);
  await page.getByRole("button", { name: "Pause motion" }).click();
  const all = await page.locator("canvas").count();
  await expect.poll(() => inked(page)).toBe(all);
  const lose = () =>
    page.locator("canvas").evaluateAll((all) => {
      for (const each of all) {
        const canvas = each as HTMLCanvasElement;
        // As when it is lost: nothing is on it, and all that was set is forgotten.
        canvas.getContext("2d")?.reset();
        canvas.dispatchEvent(new Event("contextlost", { cancelable: true }));
      }
    });
  await lose();
  const alert = page.getByRole("alert").filter({ hasText: "has cleared drawings" });
  await expect(alert).toBeVisible();
  await page.locator("canvas").evaluateAll((all) => {
    for (const canvas of all) canvas.dispatchEvent(new Event("contextrestored"));
  });
  await expect.poll(() => inked(page)).toBe(all);
  await expect(alert).toBeHidden();
  const after = await done(page);
  expect(after.learners).toEqual(before.learners);
  expect(complaints).toEqual([]);
});

test("a browser that gives no canvas: a sentence, and the numbers all the same", async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await open(page, QUICK);
  const now = await done(page, 60);
  expect(now.learners.hnn?.finalState).toBeDefined();
  await expect(page.getByRole("alert").filter({ hasText: "no canvas to draw on" })).toBeVisible();
  await page.getByRole("button", { name: "Single step" }).click();
  await done(page, 61);
  expect(complaints).toEqual([]);
});
