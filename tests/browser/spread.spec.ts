// Tests that the spread over seeds matches single runs, in numbers and words, and can be cancelled.
import { expect, type Page, test } from "@playwright/test";
import type { SeedResult } from "../../www/batches/spread";
import { choose, done, open, pageErrorsOf, setting, snapshot, until } from "./page";

const results = (page: Page, learner: string): Promise<SeedResult[]> =>
  page
    .locator("hnn-spread")
    .evaluate(
      (element, id) =>
        (element as unknown as { spread: { results(id: string): SeedResult[] } }).spread.results(id),
      learner,
    );

const view = (page: Page) => page.getByRole("tabpanel", { name: "Spread over seeds" });

async function openSpread(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Spread over seeds" }).click();
}

test("20 seeds include the current one, and the words match the numbers", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, "width=8&steps=60&seed=7");
  const now = await done(page);
  await openSpread(page);
  await page.getByRole("button", { name: "Train these seeds" }).click();
  await expect(page.getByRole("button", { name: "Train again" })).toBeEnabled({ timeout: 60_000 });
  const strips = page.getByRole("img", { name: "Energy changes of 20 seeds" });
  await expect(strips).toHaveCount(2);
  for (const [i, learner] of Object.keys(now.learners).entries()) {
    const all = await results(page, learner);
    expect(new Set(all.map(({ seed }) => seed)).size).toBe(20);
    const changes = all.map(({ change }) => change ?? Number.NaN);
    expect(changes.every(Number.isFinite)).toBe(true);
    // The result for this seed equals the page's run, to the last bit.
    const own = all.find(({ seed }) => seed === 7)?.change ?? Number.NaN;
    expect(own).toBe(now.learners[learner]?.energyChange);
    const lower = changes.filter((change) => change < own).length;
    const [nth, end] = lower < 10 ? [lower + 1, "lowest"] : [20 - lower, "highest"];
    const words = (await strips.nth(i).getAttribute("aria-label")) ?? "";
    expect(words).toMatch(new RegExp(`, ${nth === 1 ? "the" : `${nth}(st|nd|rd|th)`} ${end} of 20\\.`));
    const lost = changes.filter((change) => change < -0.1).length;
    const gained = changes.filter((change) => change > 0.1).length;
    if (lost > 0) expect(words).toMatch(new RegExp(`lost more than 10\\s%.* in ${lost}\\b`));
    if (gained > 0) expect(words).toMatch(new RegExp(`gained more .* in ${gained}\\b`));
    if (lost + gained === 0) expect(words).toContain("in all 20");
    // Of 20 sorted values, the median is the mean of the two in the middle; a quartile has a quarter of them beyond.
    const drifts = all.map(({ largest }) => largest ?? Number.NaN).sort((a, b) => a - b);
    const [median, low, high] = [...words.matchAll(/(?:median|between|and) ([\d.,]+)\s%/g)]
      .slice(-3)
      .map(([, number]) => Number(number?.replace(",", "")) / 100);
    const middle = ((drifts[9] ?? 0) + (drifts[10] ?? 0)) / 2;
    expect(Math.abs((median ?? 0) / middle - 1)).toBeLessThan(0.06);
    expect(low).toBeGreaterThanOrEqual(0.94 * (drifts[4] ?? 0));
    expect(low).toBeLessThanOrEqual(1.06 * (drifts[5] ?? 0));
    expect(high).toBeGreaterThanOrEqual(0.94 * (drifts[14] ?? 0));
    expect(high).toBeLessThanOrEqual(1.06 * (drifts[15] ?? 0));
  }
  expect(pageErrors).toEqual([]);
});

test("a cancelled spread keeps its results, and training continues", async ({ page }) => {
  await open(page, "width=32&steps=20000");
  await until(page, ({ step }) => step > 5);
  await openSpread(page);
  await page.getByRole("radio", { name: "40" }).check();
  await page.getByRole("button", { name: "Train these seeds" }).click();
  await expect(page.getByText(/of 80 runs, about .* left/)).toBeVisible();
  const held = await until(page, ({ running }) => !running);
  await page.waitForTimeout(500);
  expect((await snapshot(page)).step - held.step).toBeLessThan(50);
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Cancelled after \d+ runs?\.$/)).toBeVisible();
  await until(page, ({ step, running }) => running && step > held.step + 60);
});

test("the results belong to the settings, whatever the seed", async ({ page }) => {
  await open(page, "width=8&steps=20&seed=3");
  await done(page);
  await openSpread(page);
  await page.getByRole("button", { name: "Train these seeds" }).click();
  await expect(page.getByRole("button", { name: "Train again" })).toBeEnabled({ timeout: 60_000 });
  await choose(page, setting("seed"), 5);
  await until(page, ({ settings }) => settings.seed === 5);
  await expect(view(page).getByText(/This seed: /)).toHaveCount(2);
  expect(await results(page, "hnn")).toHaveLength(20);
  await choose(page, setting("seed"), 500);
  await expect(view(page).getByText("Seed 500 is not among them.")).toHaveCount(2);
  await choose(page, setting("noise"), 0.2);
  await expect(page.getByText("The settings have changed, so the old results are gone.")).toBeVisible();
  expect(await results(page, "hnn")).toHaveLength(0);
});

test("runs that diverge are results", async ({ page }) => {
  await open(page, "width=8&steps=200&learning_rate=10");
  await openSpread(page);
  await page.getByRole("button", { name: "Train these seeds" }).click();
  await expect(page.getByRole("button", { name: "Train again" })).toBeEnabled({ timeout: 60_000 });
  await expect(
    view(page)
      .getByText(/did not finish in \d+/)
      .first(),
  ).toBeVisible();
});
