// Tests that a batch uses all cores but one, within bounds.
import { expect, type Page, test } from "@playwright/test";
import { done, open } from "./page";
import { keepWorkers, made } from "./workers";

const fakeCores = (page: Page, cores: number | undefined) =>
  page.addInitScript((cores) => {
    Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => cores });
  }, cores);

/** tests/properties/pool.spec.ts covers other numbers of cores. */
for (const [cores, workers] of [
  [undefined, 2],
  [4, 3],
] as const) {
  test(`a batch on ${cores ?? "an unknown number of"} cores uses ${workers} workers`, async ({ page }) => {
    await keepWorkers(page);
    await fakeCores(page, cores);
    await open(page, "width=4&steps=2");
    await done(page);
    await page.getByRole("tab", { name: "Spread over seeds" }).click();
    const before = await made(page, "batch");
    await page.getByRole("button", { name: "Train these seeds" }).click();
    await expect(page.getByRole("button", { name: "Train again" })).toBeVisible({ timeout: 60_000 });
    expect((await made(page, "batch")) - before).toBe(workers);
  });
}
