// Tests that the page reproduces the paper's table, computes its statistics correctly, and exports the runs.
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { catalog, done, open, pageErrorsOf, QUICK, snapshot, until } from "./page";

const dialog = (page: Page) => page.getByRole("dialog", { name: "Reproduce the paper’s table" });

const view = (page: Page) => page.locator("hnn-reproduction");

/** Opens the table, with smaller runs than the paper's. */
async function openTable(page: Page, instead: Record<string, number>): Promise<void> {
  await page.getByRole("button", { name: "Reproduce the paper" }).click();
  await expect(dialog(page)).toBeVisible();
  await view(page).evaluate((element, settings) => {
    const view = element as unknown as { reproduction: { instead: unknown }; requestUpdate(): void };
    view.reproduction.instead = settings;
    view.requestUpdate();
  }, instead);
}

async function rowsOfCsv(page: Page): Promise<Record<string, string>[]> {
  const arriving = page.waitForEvent("download");
  await view(page).getByRole("button", { name: "Download CSV" }).click();
  const file = await (await arriving).path();
  const [head = "", ...rows] = readFileSync(file, "utf8").trim().split("\n");
  const names = head.split(",");
  return rows.map((row) => Object.fromEntries(row.split(",").map((text, i) => [names[i], text])));
}

/** Formats a number like the table: in thousandths, with three digits. */
const shown = (value: number) => String(Number((value * 1000).toPrecision(3)));

test("all rows are trained, with means over seeds next to the published values", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const pageErrors = pageErrorsOf(page);
  await open(page, "width=8&steps=40&trajectories=5&seed=0");
  const now = await done(page);
  await openTable(page, { width: 8, steps: 40, trajectories: 5 });
  await view(page).getByLabel("Seeds").selectOption("2");
  const twoBodies = view(page).getByRole("checkbox", { name: "Two bodies" });
  await expect(twoBodies).not.toBeChecked();
  await twoBodies.check();
  await view(page).getByRole("button", { name: "Train 12 models" }).click();
  await expect(view(page).getByText("All 12 runs are done.")).toBeVisible({ timeout: 90_000 });

  const runs = await rowsOfCsv(page);
  expect(runs).toHaveLength(12);
  expect(Object.keys(runs[0] ?? {})).toEqual([
    ...["system", "model", "seed", "width", "steps", "train_loss", "test_loss"],
    ...["energy_mse_published", "energy_mse", "seconds"],
  ]);
  await view(page).getByRole("button", { name: "Copy as CSV" }).click();
  await expect(view(page).getByText("Runs copied.")).toBeVisible();
  expect((await page.evaluate(() => navigator.clipboard.readText())).trim().split("\n")).toHaveLength(13);

  const groups = view(page).getByRole("rowgroup");
  for (const { system, learner, testLoss, energyMse } of catalog.published) {
    const label = catalog.systems.find(({ id }) => id === system)?.label ?? "";
    const name = catalog.learners.find(({ id }) => id === learner)?.short ?? "";
    const row = groups
      .filter({ has: page.getByRole("checkbox", { name: label }) })
      .getByRole("row")
      .filter({ hasText: name });
    const own = runs.filter((run) => run.system === system && run.model === learner);
    expect(own.map(({ seed }) => seed)).toEqual(["0", "1"]);
    const mean = (column: string) => own.reduce((sum, run) => sum + Number(run[column]) / 2, 0);
    const cells = row.getByRole("cell");
    await expect(cells).toHaveCount(4);
    await expect(cells.nth(0)).toContainText(`${shown(mean("train_loss"))} ±`);
    await expect(cells.nth(1)).toContainText(`${shown(mean("test_loss"))} ±`);
    await expect(cells.nth(1)).toContainText(`paper ${shown(testLoss)}`);
    await expect(cells.nth(2)).toContainText(`paper ${shown(energyMse)}`);
  }

  // A row's run equals the page's own run with these settings.
  const spring = runs.find(
    ({ system, model, seed }) => system === "spring" && model === "hnn" && seed === "0",
  );
  expect(Number(spring?.test_loss)).toBeCloseTo(now.learners.hnn?.testLoss ?? 0, 6);
  expect(Number(spring?.train_loss)).toBeCloseTo(now.learners.hnn?.trainLoss ?? 0, 6);
  expect(pageErrors).toEqual([]);
});

test("the table shows the time left, can be cancelled, closes with Escape and returns the focus", async ({
  page,
}) => {
  await open(page, "width=16&steps=30000");
  await until(page, ({ step }) => step > 5);
  await openTable(page, {});
  await expect(view(page).getByText(/width 200, 10,000 steps on batches of 200; about /)).toBeVisible();
  await view(page).getByRole("button", { name: "Train 12 models" }).click();
  await expect(view(page).getByText(/0 of 12 runs, about .* left/)).toBeVisible();
  expect((await snapshot(page)).running).toBe(false);
  await view(page).getByRole("button", { name: "Cancel" }).click();
  await expect(view(page).getByText("Cancelled after 0 runs.")).toBeVisible();
  await expect(view(page).getByRole("button", { name: "Train 12 models" })).toBeFocused();
  // The page's shortcuts don't work here.
  const { step } = await snapshot(page);
  await page.keyboard.press("r");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Reproduce the paper" })).toBeFocused();
  expect((await snapshot(page)).step).toBeGreaterThanOrEqual(step);
  await until(page, (now) => now.running && now.step > step);
});

test("a failed run is reported in its row, and the others continue", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await openTable(page, { width: 8, steps: 200, trajectories: 5, learning_rate: 10 });
  await view(page).getByRole("checkbox", { name: "Pendulum" }).uncheck();
  await view(page).getByLabel("Seeds").selectOption("1");
  await view(page).getByRole("button", { name: "Train 2 models" }).click();
  await expect(view(page).getByText("All 2 runs are done.")).toBeVisible({ timeout: 60_000 });
  await expect(view(page).getByText("1 failed").first()).toBeVisible();
});
