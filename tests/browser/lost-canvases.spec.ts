// Are canvases drawn again that the browser took away and gave back, and is the page told what happens to them?
import { expect, type Page, test } from "@playwright/test";
import { complaintsOf, done, drawn, open, QUICK } from "./page";
import { before } from "./workers";

const CHARTS = "hnn-strip canvas";

/** How many bodies, planes and strips have anything drawn. */
async function inked(page: Page): Promise<number> {
  const parts = await page.locator("hnn-body [role=img], hnn-plane [role=img], hnn-strip .chart").all();
  const has = await Promise.all(
    parts.map(async (part) => (await drawn(part)).evaluate(({ data }) => data.some((value) => value > 0))),
  );
  return has.filter(Boolean).length;
}

/** What has become of all canvases: here those of the page's charts, and those of the painter. */
async function befalls(page: Page, fate: "contextlost" | "contextrestored"): Promise<void> {
  await page.locator(CHARTS).evaluateAll((all, fate) => {
    for (const each of all) {
      // As when it is lost: nothing is on it, and all that was set is forgotten.
      if (fate === "contextlost") (each as HTMLCanvasElement).getContext("2d")?.reset();
      each.dispatchEvent(new Event(fate, { cancelable: true }));
    }
  }, fate);
  for (const worker of page.workers()) {
    await worker.evaluate((fate) => {
      const { canvases } = self as unknown as { canvases?: Set<OffscreenCanvas> };
      for (const canvas of canvases ?? []) {
        if (fate === "contextlost") canvas.getContext("2d")?.reset();
        canvas.dispatchEvent(new Event(fate, { cancelable: true }));
      }
    }, fate);
  }
}

test("canvases lost and given back are drawn again, at rest, too", async ({ page }) => {
  const complaints = complaintsOf(page);
  // Every canvas on which the painter draws.
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
  await expect.poll(() => inked(page)).toBe(8);
  await befalls(page, "contextlost");
  const alert = page.getByRole("alert").filter({ hasText: "has cleared the drawings" });
  await expect(alert).toBeVisible();
  await expect.poll(() => inked(page)).toBe(0);
  await befalls(page, "contextrestored");
  await expect.poll(() => inked(page)).toBe(8);
  await expect(alert).toBeHidden();
  const after = await done(page);
  expect(after.learners).toEqual(first.learners);
  expect(complaints).toEqual([]);
});

const REFUSING = "prototype.getContext = () => null;";

for (const [whose, refuse] of Object.entries({
  page: (page: Page) => page.addInitScript(`HTMLCanvasElement.${REFUSING}`),
  renderer: (page: Page) => before(page, ["renderer"], `OffscreenCanvas.${REFUSING}`),
})) {
  test(`a browser that gives the ${whose} no canvas: a sentence, and the numbers all the same`, async ({
    page,
  }) => {
    const complaints = complaintsOf(page);
    await refuse(page);
    await open(page, QUICK);
    const now = await done(page, 60);
    expect(now.learners.hnn?.finalState).toBeDefined();
    await expect(page.getByRole("alert").filter({ hasText: "no canvas to draw it" })).toBeVisible();
    await page.getByRole("button", { name: "Single step" }).click();
    await done(page, 61);
    expect(complaints).toEqual([]);
  });
}
