// Tests the numbers panel: the numbers are the run's, have explanations, and the wording fits both gains and losses.
import { expect, type Page, test } from "@playwright/test";
import type { Rollout } from "../../pkg/hnn_playground";
import { MEASURES, measured, resultOf } from "../../www/experiment/results";
import { energyVerdict } from "../../www/text/energy-verdict";
import { percent, signedPercent, steady } from "../../www/text/format";
import { choose, done, open, QUICK, setting, until } from "./page";

const table = (page: Page) => page.getByRole("table", { name: "This run in numbers" });

const cells = async (page: Page, row: string) =>
  table(page).getByRole("row").filter({ hasText: row }).getByRole("cell").allTextContents();

test("each number is the run’s and follows it", async ({ page }) => {
  await open(page, "width=12&steps=250&horizon=10");
  const now = await done(page);
  const { baseline, hnn } = now.learners;
  expect(await table(page).getByRole("columnheader").allTextContents()).toEqual([
    expect.stringContaining("Baseline"),
    expect.stringContaining("HNN"),
  ]);
  expect(await cells(page, "Training loss")).toEqual(
    [baseline, hnn].map((each) => steady(each?.trainLoss ?? 0, 3)),
  );
  expect(await cells(page, "Test loss")).toEqual(
    [baseline, hnn].map((each) => steady(each?.testLoss ?? 0, 3)),
  );
  for (const [row, of] of [
    ["Energy change", hnn?.energyChange],
    ["Largest drift", hnn?.energyDrift],
  ] as const) {
    const [, text = ""] = await cells(page, row);
    const shown = Number(text.replace(/[^\d.−]/g, "").replace("−", "-")) / 100;
    expect(shown).toBeCloseTo(of ?? Number.NaN, 2);
    expect(text).toMatch(/%$/);
  }
  expect((await cells(page, "Coordinate error"))[1]).toBe(steady(hnn?.coordinateError ?? Number.NaN, 3));
  expect((await cells(page, "Pace"))[1]).toBe(signedPercent(hnn?.pace ?? Number.NaN));
  await expect(table(page).getByRole("rowheader", { name: "Pace" })).toContainText(
    signedPercent(now.bestPace ?? Number.NaN),
  );
  await expect(table(page).getByRole("rowheader", { name: "Test loss" })).toContainText(
    steady(now.lossOfTrueLaw ?? Number.NaN, 3),
  );
  const { inside = Number.NaN, outside = Number.NaN } = hnn?.driftByStart ?? {};
  expect(inside).toBeGreaterThan(0);
  const [, drifts = ""] = await cells(page, "Drift in");
  expect(drifts).toContain(percent(outside));
  await choose(page, setting("horizon"), 5);
  await until(page, ({ rollout, settled }) => settled && rollout?.end === 5);
  await expect(page.getByText(/over 5\s?s of motion\.$/)).toBeVisible();
});

test("a number shows its explanation on request", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const [drift] = MEASURES.filter(({ label }) => label === "Largest drift");
  const name = page.getByRole("button", { name: "Largest drift" });
  await expect(page.getByText(drift?.gloss ?? "")).toBeHidden();
  await name.focus();
  await expect(page.getByText(drift?.gloss ?? "")).toBeVisible();
  await expect(name).toHaveAccessibleDescription(drift?.gloss ?? "");
  await name.blur();
  await expect(page.getByText(/^After 60 training steps/)).toBeVisible();
  await name.hover();
  await expect(page.getByText(drift?.gloss ?? "")).toBeVisible();
});

const rollout = (part: Partial<Rollout>): Rollout => ({
  states: new Float32Array(),
  energy: new Float32Array(),
  learnedEnergy: null,
  coordinateError: new Float32Array([0, 0.25]),
  energyChange: 0,
  energyDrift: 0,
  pace: -0.087,
  friction: null,
  evaluations: 0,
  note: null,
  problem: null,
  ...part,
});

test("gains and losses, small and large, have the right words and signs", () => {
  const words = (energyChange: number | null, energyDrift: number | null, problem: string | null = null) =>
    energyVerdict(rollout({ energyChange, energyDrift, problem })).replaceAll("\u202f", " ");
  expect(words(-0.31, 0.31)).toBe("lost 31 % of its energy");
  expect(words(0.31, 0.33)).toBe("gained 31 % of its energy");
  expect(words(3.2, 3.2)).toBe("gained 3.2 times its energy");
  expect(words(0.01, 0.3)).toBe("was off by up to 30 % of its energy");
  expect(words(-0.01, 0.02)).toBe("kept its energy within 2 %");
  expect(words(null, null)).toBe("started at zero energy (no percentage)");
  expect(words(1, 1, "it left the finite numbers")).toBe("diverged");

  const texts = (part: Partial<Rollout>) =>
    MEASURES.map((measure) =>
      measured(measure, resultOf(rollout(part), undefined)).replaceAll("\u202f", " "),
    );
  expect(texts({ energyChange: -0.31, energyDrift: 0.32 })).toEqual([
    "–",
    "–",
    "−31 %",
    "32 %",
    "0.250",
    "−8.7 %",
  ]);
  expect(texts({ energyChange: 0.0042, energyDrift: 0.005 })).toEqual([
    "–",
    "–",
    "+0.42 %",
    "0.5 %",
    "0.250",
    "−8.7 %",
  ]);
  expect(texts({ energyChange: 610, energyDrift: 700 })).toEqual([
    "–",
    "–",
    "+610×",
    "700×",
    "0.250",
    "−8.7 %",
  ]);
  // Numbers in columns stay aligned.
  expect([1, 0.9997, 0.977, 12.34, 0.0352, 0, -2.5].map((value) => steady(value, 3))).toEqual([
    "1.00",
    "1.00",
    "0.977",
    "12.3",
    "0.0352",
    "0.00",
    "−2.50",
  ]);
  expect(texts({ problem: "gone" })).toEqual(["–", "–", "diverged", "diverged", "diverged", "diverged"]);
});
