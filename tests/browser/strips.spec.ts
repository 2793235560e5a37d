// Tests the charts: they show the quantities they name, share the pointer's time, and set the playback time.
import { expect, type Locator, type Page, test } from "@playwright/test";
import type { Strip } from "../../www/render/plot/strips";
import { steady } from "../../www/text/format";
import { done, open, pick, QUICK, until } from "./page";

const tab = (page: Page, name: RegExp | string) => page.getByRole("tab", { name });
const slider = (page: Page) => page.getByRole("slider", { name: "Time on the plot" });
const panel = (page: Page) => page.getByRole("tabpanel").getByRole("tabpanel");

/** The data of the time chart. */
const stripOf = (page: Page): Promise<{ models: string[]; yRange: [number, number]; columns: number[][] }> =>
  panel(page)
    .locator("hnn-strip")
    .evaluate((element) => {
      const { series, yRange, columns } = (element as unknown as { strip: Strip }).strip;
      return {
        models: series.map(({ model }) => model),
        yRange,
        columns: columns.map((column) => Array.from(column, Number)),
      };
    });

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox();
  if (!box) throw new Error("it has no box");
  return box;
};

test("each quantity matches the rollouts", async ({ page }) => {
  await open(page, "width=12&steps=150");
  const now = await done(page);
  const last = (column: number[] | undefined) => column?.at(-1);
  const { baseline, hnn } = now.learners;

  const energy = await stripOf(page);
  expect(energy.models).toEqual(["truth", "baseline", "hnn"]);
  const [h0, h1] = [energy.columns[2]?.[0] ?? 0, last(energy.columns[2]) ?? 0];
  expect((h1 - h0) / h0).toBeCloseTo(baseline?.energyChange ?? Number.NaN, 4);

  await pick(page, /^Learned H/);
  const learned = await stripOf(page);
  const own = learned.columns[3] ?? [];
  // The HNN conserves its learned energy; the baseline has none.
  expect(Math.max(...own) - Math.min(...own)).toBeLessThan(1e-3);
  expect(learned.columns[2]?.every((value) => value === 0)).toBe(true);
  await expect(page.getByText("has no H")).toBeVisible();

  await pick(page, "Error");
  const error = await stripOf(page);
  expect(error.models).toEqual(["baseline", "hnn"]);
  expect(last(error.columns[2])).toBeCloseTo(hnn?.coordinateError ?? Number.NaN, 4);

  for (const [name, axis] of [
    ["q(t)", 0],
    ["p(t)", 1],
  ] as const) {
    await pick(page, name);
    const { columns } = await stripOf(page);
    const ends = [now.truth, baseline, hnn].map((model) => model?.finalState?.[axis]);
    expect(columns.slice(1).map(last)).toEqual(ends);
  }
});

test("the quantity is part of the link, and arrow keys switch its tabs", async ({ page }) => {
  await open(page, `${QUICK}&strip=p`);
  await done(page);
  await expect(tab(page, "p(t)")).toHaveAttribute("aria-selected", "true");
  await tab(page, "p(t)").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab(page, /^Energy/)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(tab(page, "q(t)")).toBeFocused();
  expect((await until(page, ({ view }) => view.strip === "q")).view.strip).toBe("q");
  await expect.poll(() => page.url()).toContain("strip=q");
});

test("without a learned energy, the chart says so", async ({ page }) => {
  await open(page, `${QUICK}&learner_a=baseline&learner_b=conservative&strip=learned`);
  await done(page);
  await expect(
    page.getByText("Neither the baseline nor the gradient network has an H of its own"),
  ).toBeVisible();
});

test("a learner that diverges doesn’t affect the scale", async ({ page }) => {
  // With little training and a long horizon, a gradient flow diverges instead of orbiting.
  await open(page, "width=8&steps=40&horizon=60&learner_b=conservative");
  await done(page);
  for (const name of [/^Energy/, /^Learned/, "Error", "q(t)", "p(t)"]) {
    await pick(page, name);
    const { yRange, columns } = await stripOf(page);
    expect(Math.max(...yRange.map(Math.abs))).toBeLessThan(4);
    expect(yRange[1]).toBeGreaterThan(yRange[0]);
    if (name === "Error") expect(Math.max(...columns.slice(1).flat())).toBeGreaterThan(yRange[1]);
  }
});

test("pointing at a chart shows all models’ values, and playback continues", async ({ page }) => {
  await open(page, QUICK);
  const { rollout } = await done(page);
  const { x, y, width, height } = await boxOf(slider(page));
  await page.mouse.move(x + 0.25 * width, y + height / 2);
  const pointed = await until(page, ({ motion }) => motion.pointed !== null);
  const time = 0.25 * (rollout?.end ?? 0);
  expect(pointed.motion.pointed).toBeCloseTo(time, 1);
  expect(pointed.motion.playing).toBe(true);
  const { columns } = await stripOf(page);
  const row = columns[0]?.findIndex((t) => Math.abs(t - time) < 0.03) ?? -1;
  await expect(page.getByText(`${columns[0]?.[row]?.toFixed(2)}\u202fs`, { exact: true })).toBeVisible();
  const shown = steady(columns[2]?.[row] ?? 0, 3);
  await expect(page.locator("hnn-legend").first()).toContainText(`Baseline ${shown}`);
  await page.mouse.move(x, y - 300);
  await until(page, ({ motion }) => motion.pointed === null);
});

test("pointing at the loss chart shows the losses at that step", async ({ page }) => {
  await open(page, "width=8&steps=60");
  const { learners } = await done(page);
  const loss = page.locator("hnn-strips hnn-strip").nth(1);
  const { x, y, width, height } = await boxOf(loss);
  await page.mouse.move(x + width - 20, y + height / 2);
  await expect(page.getByText("step 60", { exact: true }).last()).toBeVisible();
  const test = learners.hnn?.losses.at(-1)?.test ?? Number.NaN;
  await expect(page.locator("hnn-legend").nth(1)).toContainText(steady(test, 3));
});

test("dragging on a chart sets the time and pauses playback", async ({ page }) => {
  await open(page, QUICK);
  const { rollout } = await done(page);
  const end = rollout?.end ?? 0;
  const { x, y, width, height } = await boxOf(slider(page));
  await page.mouse.move(x + 0.2 * width, y + height / 2);
  await page.mouse.down();
  const pressed = await until(page, ({ motion }) => !motion.playing);
  expect(pressed.motion.time).toBeCloseTo(0.2 * end, 1);
  await page.mouse.move(x + 0.6 * width, y + height / 2, { steps: 4 });
  await page.mouse.up();
  const { motion } = await until(page, ({ motion }) => motion.time > 0.5 * end);
  expect(motion.time).toBeCloseTo(0.6 * end, 1);
  await expect(page.getByRole("button", { name: "Play motion" })).toBeVisible();
});

test("keys move the chart’s slider, which announces the values", async ({ page }) => {
  await open(page, QUICK);
  const { rollout } = await done(page);
  const [dt, end] = [rollout?.dt ?? 0, rollout?.end ?? 0];
  await slider(page).focus();
  await page.keyboard.press("Home");
  await until(page, ({ motion }) => motion.time === 0 && !motion.playing);
  await page.keyboard.press("ArrowRight");
  expect((await until(page, ({ motion }) => motion.time > 0)).motion.time).toBeCloseTo(dt, 5);
  await page.keyboard.press("PageUp");
  expect((await until(page, ({ motion }) => motion.time > 2 * dt)).motion.time).toBeCloseTo(dt + end / 10, 4);
  await page.keyboard.press("End");
  await until(page, ({ motion }) => motion.time === end);
  const { columns } = await stripOf(page);
  const truth = steady(columns[1]?.at(-1) ?? 0, 3);
  await expect(slider(page)).toHaveAttribute(
    "aria-valuetext",
    new RegExp(`^20\\.00 seconds: Truth ${truth}, Baseline`),
  );
});

test.describe("with touch", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a tap on the chart goes to that time", async ({ page }) => {
    await open(page, QUICK);
    const { rollout } = await done(page);
    await slider(page).scrollIntoViewIfNeeded();
    const { x, y, width } = await boxOf(slider(page));
    await page.touchscreen.tap(x + 0.5 * width, y + 20);
    const { motion } = await until(page, ({ motion }) => !motion.playing);
    expect(motion.time).toBeCloseTo(0.5 * (rollout?.end ?? 0), 1);
    expect(motion.pointed).toBeNull();
  });
});
