// Tests the charts: they show the quantities they name, share the pointer's time, and set the playback time.
import { expect, type Locator, type Page, test } from "@playwright/test";
import type { Strip } from "../../www/render/plot/strips";
import { steady } from "../../www/text/format";
import { done, drawn, open, pick, QUICK, until } from "./page";

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

/** Pixel columns that are drawn from top to bottom: the vertical grid lines. */
const gridLines = async (page: Page): Promise<number[]> =>
  (await drawn(panel(page).locator("hnn-strip .chart"))).evaluate(({ data, width, height }) => {
    // The labels are below.
    const rows = Array.from({ length: height - 40 }, (_, i) => i + 10);
    const inked = (x: number, y: number) => (data[4 * (y * width + x) + 3] ?? 0) > 0;
    return Array.from({ length: width }, (_, x) => x).filter((x) => rows.every((y) => inked(x, y)));
  });

test("the needle and the pointer agree with the chart’s axis", async ({ page }) => {
  await open(page, `${QUICK}&horizon=20`);
  await done(page);
  const lines = await gridLines(page);
  // At 0, 5, 10, 15 and 20 s.
  expect(lines).toHaveLength(5);
  const strip = panel(page).locator("hnn-strip");
  const { x, y, height } = await boxOf(strip);
  for (const [i, time] of [5, 10, 15].entries()) {
    const line = x + (lines[i + 1] ?? 0);
    await page.mouse.click(line, y + height / 2);
    // A pixel is 0.04 s.
    const { motion } = await until(
      page,
      ({ motion }) => !motion.playing && Math.abs(motion.time - time) < 0.1,
    );
    expect(Math.abs(motion.time - time)).toBeLessThan(0.05);
    await expect
      .poll(async () => Math.abs((await boxOf(strip.locator(".needle"))).x - line))
      .toBeLessThanOrEqual(1);
  }
});

test("charts have one canvas pixel per screen pixel, also after zooming and resizing", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  /** Whether each chart is drawn in screen pixels and fills its box. */
  const sharp = () =>
    page.locator("hnn-strip .chart").evaluateAll((charts) =>
      charts.map((chart) => {
        const canvas = chart.querySelector("canvas") as HTMLCanvasElement;
        const [box, shown] = [chart.getBoundingClientRect(), canvas.getBoundingClientRect()];
        const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        const exact =
          Math.abs(canvas.width - devicePixelRatio * shown.width) < 0.51 &&
          Math.abs(canvas.height - devicePixelRatio * shown.height) < 0.51;
        const full = Math.abs(box.width - shown.width) < 1 && Math.abs(box.height - shown.height) < 1;
        return exact && full && data.some((value) => value > 0);
      }),
    );
  await expect.poll(sharp).toEqual([true, true]);
  const devtools = await page.context().newCDPSession(page);
  for (const [width, height, deviceScaleFactor] of [
    [1440, 900, 2],
    [1440, 900, 1.5],
    [700, 900, 1.5],
    [390, 844, 3],
  ] as const) {
    await devtools.send("Emulation.setDeviceMetricsOverride", {
      width,
      height,
      deviceScaleFactor,
      mobile: false,
    });
    await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(deviceScaleFactor);
    await expect.poll(sharp, `${width} × ${height} at ${deviceScaleFactor}`).toEqual([true, true]);
  }
});

test("charts are redrawn when their font arrives", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*.woff2", async (route) => {
    await held;
    await route.continue();
  });
  // Fonts delay the load event.
  await page.goto(`/#${QUICK}`, { waitUntil: "commit" });
  await expect(page.getByRole("button", { name: /^(Train|Pause training|Train longer)$/ })).toBeEnabled();
  await done(page);
  const charts = page.locator("hnn-strip canvas");
  await expect(charts).toHaveCount(2);
  const pictures = () =>
    charts.evaluateAll((all) => all.map((each) => (each as HTMLCanvasElement).toDataURL()));
  // Charts are redrawn at most every 70 ms.
  await page.waitForTimeout(300);
  const [time, loss] = await pictures();
  release();
  await expect.poll(async () => (await pictures())[0] === time).toBe(false);
  await expect.poll(async () => (await pictures())[1] === loss).toBe(false);
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
