// Tests that the compare tab's charts and measures match the run.
import { expect, type Page, test } from "@playwright/test";
import type { Strip } from "../../www/render/plot/strips";
import type { Scene } from "../../www/render/scene";
import { percent, signedPercent } from "../../www/text/format";
import { choose, done, open, pageErrorsOf, setting, until } from "./page";

const compare = (page: Page) => page.getByRole("tabpanel", { name: "Compare as in the paper" });

async function openCompare(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Compare as in the paper" }).click();
}

/** The data of the charts, by heading. */
const drawn = (page: Page): Promise<Record<string, { models: string[]; columns: (number | null)[][] }>> =>
  page.locator("hnn-compare").evaluate((element) => {
    const sections = [...(element.shadowRoot?.querySelectorAll("section") ?? [])];
    return Object.fromEntries(
      sections.map((section) => {
        const { strip } = section.querySelector("hnn-strip") as unknown as { strip: Strip };
        const heading = section.querySelector("h3")?.textContent?.replace(/\s+/g, " ").trim() ?? "";
        return [
          heading,
          {
            models: strip.series.map(({ model }) => model),
            columns: strip.columns.map((c) => Array.from(c)),
          },
        ];
      }),
    );
  });

const cellsOf = (page: Page, row: string) =>
  compare(page).getByRole("row").filter({ hasText: row }).getByRole("cell").allTextContents();

test("four charts over time show all models", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, "width=12&steps=150");
  const now = await done(page);
  await openCompare(page);
  await expect.poll(() => reversal(page)).not.toBeNull();
  const panels = await drawn(page);
  const [prediction, error, learned, energy] = Object.values(panels);
  expect(Object.keys(panels)[0]).toContain("Prediction q");
  expect(Object.keys(panels)[2]).toContain("learned by the HNN");
  expect(prediction?.models).toEqual(["truth", "baseline", "hnn"]);
  expect(error?.models).toEqual(["baseline", "hnn"]);
  const rows = now.rollout?.n ?? 0;
  for (const panel of Object.values(panels)) {
    expect(panel.columns).toHaveLength(panel.models.length + 1);
    for (const column of panel.columns) expect(column).toHaveLength(rows);
  }
  // Predictions end where the rollouts end. The mean squared error is the squared distance divided by the number of coordinates.
  expect(prediction?.columns.map((column) => column.at(-1))).toEqual([
    now.rollout?.end,
    now.truth?.finalState[0],
    now.learners.baseline?.finalState?.[0],
    now.learners.hnn?.finalState?.[0],
  ]);
  const [q = 0, p = 0] = now.truth?.finalState ?? [];
  const [qHnn = 0, pHnn = 0] = now.learners.hnn?.finalState ?? [];
  expect(error?.columns[2]?.at(-1)).toBeCloseTo(((q - qHnn) ** 2 + (p - pHnn) ** 2) / 2, 4);
  // The HNN conserves its learned energy along its own rollout far better than the true energy.
  const spread = (column: (number | null)[] = []) =>
    Math.max(...column.map(Number)) - Math.min(...column.map(Number));
  expect(spread(learned?.columns[3])).toBeLessThan(1e-3);
  expect(spread(energy?.columns[3])).toBeGreaterThan(5 * spread(learned?.columns[3]));
  expect(pageErrors).toEqual([]);
});

/** The time-reversal error that the page shows for a learner; null until it is measured. */
const reversal = (page: Page, model = "hnn"): Promise<number | null> =>
  page
    .locator("hnn-compare")
    .evaluate(
      (element, id) => (element as unknown as { scene: Scene }).scene.comparison?.reversal[id] ?? null,
      model,
    );

test("the measures match the run and follow its settings", async ({ page }) => {
  await open(page, "width=12&steps=150&horizon=10");
  const now = await done(page);
  await openCompare(page);
  const digits = (value: number, count: number) => String(Number(value.toPrecision(count)));
  for (const [row, learner] of [
    ["baseline", now.learners.baseline],
    ["HNN", now.learners.hnn],
  ] as const) {
    await expect.poll(async () => (await cellsOf(page, row))[4]).toMatch(/\d/);
    const [loss, drift, error, pace] = await cellsOf(page, row);
    expect(loss).toBe(`${digits(learner?.testLoss ?? 0, 3)} ± ${digits(learner?.testError ?? 0, 2)}`);
    expect(learner?.testError).toBeGreaterThan(0);
    expect(drift).toBe(percent(learner?.energyDrift ?? 0));
    expect(error).toBe(digits(learner?.coordinateError ?? 0, 2));
    expect(pace).toBe(learner?.pace == null ? "–" : signedPercent(learner.pace));
  }
  // The time-reversal error is small for a fourth-order method and large for a first-order one.
  const before = (await reversal(page)) ?? Number.NaN;
  expect(before).toBeLessThan(1e-3);
  await choose(page, setting("integrator"), "euler");
  await until(page, ({ settings, settled }) => settings.integrator === "euler" && settled);
  await expect.poll(() => reversal(page)).toBeGreaterThan(100 * before);
});

test("a learner without an energy has three charts", async ({ page }) => {
  await open(page, "width=8&steps=30&learner_a=baseline&learner_b=baseline");
  await done(page);
  await openCompare(page);
  await expect(compare(page).getByRole("heading", { level: 3 })).toHaveCount(3);
});
