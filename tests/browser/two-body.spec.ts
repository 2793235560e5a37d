// Tests a system with several degrees of freedom: both bodies are drawn, the initial state can be set, negative energies are shown.
import { expect, type Page, test } from "@playwright/test";
import type { Strip } from "../../www/render/plot/strips";
import { equalScales, planeScales } from "../../www/render/plot/viewport";
import { catalog, choose, done, drawn, open, pageErrorsOf, setting, until } from "./page";

const SMALL = "system=two_body&width=8&steps=20&trajectories=6&horizon=4";

const plane = (page: Page, model: string) => page.getByRole("img", { name: `Phase plane, ${model}` });

/** Minimum difference from the background, in levels of 255; axis lines differ less. */
const INK = 45;

/** Whether something is drawn near a point of a plane without samples. */
async function inkAt(page: Page, model: string, x: number, y: number): Promise<boolean> {
  const part = plane(page, model);
  const size = await part.evaluate((each) => ({ width: each.clientWidth, height: each.clientHeight }));
  const view = catalog.systems.find(({ id }) => id === "two_body")?.view;
  if (!view) throw new Error("the catalog has no two bodies");
  const scales = planeScales({ size, viewport: equalScales(view, size), colourBar: false });
  return (await drawn(part)).evaluate(
    ({ data, width }, [px, py, ground, ink]) => {
      const at = (x: number, y: number) => data.slice(4 * (y * width + x), 4 * (y * width + x) + 3);
      const plate = at(...ground);
      const near = Array.from({ length: 36 }, (_, i) => at(px - 3 + (i % 6), py - 3 + Math.floor(i / 6)));
      return near.some((colour) => colour.some((level, i) => Math.abs(level - (plate[i] ?? 0)) > ink));
    },
    [
      Math.round(scales.x(x)),
      Math.round(scales.y(y)),
      [Math.round(scales.x(2.2)), Math.round(scales.y(2.2))] as [number, number],
      INK,
    ] as const,
  );
}

test("the orbits of both bodies are drawn with equal scales on both axes", async ({ page }) => {
  // In 4 s each body covers a third of the circle, opposite the other.
  await open(page, `${SMALL}&start=0.7,-1.3,0,0,0,0,0.5,-0.5&layers=arrows`);
  const now = await done(page);
  // The moving parts are elsewhere.
  await page.getByLabel("Time of the motion").fill("1");
  expect(now.problems).toEqual([]);
  expect(now.truth?.finalState).toHaveLength(8);
  const [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = now.truth?.finalState ?? [];
  await expect.poll(() => inkAt(page, "Truth", x1, y1)).toBe(true);
  expect(await inkAt(page, "Truth", x2, y2)).toBe(true);
  expect(await inkAt(page, "Hamiltonian network", -1.3, 0)).toBe(true);
  expect(await inkAt(page, "Truth", 2.2, 2.2)).toBe(false);
  // The energy is negative, and on the chart.
  const strip = await page
    .locator("hnn-strips hnn-strip")
    .first()
    .evaluate((element) => {
      const { yRange, columns } = (element as unknown as { strip: Strip }).strip;
      return { yRange, truth: Number(columns[1]?.[0]) };
    });
  expect(strip.truth).toBeLessThan(0);
  expect(strip.yRange[0]).toBeLessThan(strip.truth);
  expect(strip.yRange[1]).toBeGreaterThan(strip.truth);
});

test("moving the initial state moves only the first body", async ({ page }) => {
  await open(page, SMALL);
  const before = await done(page);
  const start = before.settings.start as number[];
  const box = await plane(page, "Truth").boundingBox();
  if (!box) throw new Error("the plane has no box");
  await page.mouse.click(box.x + 0.3 * box.width, box.y + 0.4 * box.height);
  const clicked = await until(page, ({ rollout, settled }) => settled && rollout?.start[0] !== start[0]);
  const moved = clicked.settings.start as number[];
  expect(moved.map((value, i) => value !== start[i])).toEqual([true, false, true, ...Array(5).fill(false)]);
  const size = { width: box.width, height: box.height };
  const view = catalog.systems.find(({ id }) => id === "two_body")?.view;
  const viewport = equalScales(view ?? { x: [0, 1], y: [0, 1] }, size);
  const scales = planeScales({ size, viewport, colourBar: false });
  expect(moved[0]).toBeCloseTo(scales.x.invert(0.3 * box.width), 1);
  expect(moved[2]).toBeCloseTo(scales.y.invert(0.4 * box.height), 1);
  await page.getByRole("button", { name: /^Initial state on the plane of Truth/ }).focus();
  await page.keyboard.press("ArrowUp");
  await until(page, ({ rollout }) => (rollout?.start[2] ?? 0) > (moved[2] ?? 0));
  await choose(page, setting("start", "two_body"), start);
  await until(page, ({ rollout, settled }) => settled && rollout?.start[7] === start[7]);
});

test("comparison and spread work as with other systems", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, SMALL);
  await done(page);
  await page.getByRole("tab", { name: "Compare as in the paper" }).click();
  const cells = page.getByRole("tabpanel").getByRole("row").filter({ hasText: "HNN" }).getByRole("cell");
  await expect(cells.nth(4)).toHaveText(/\d/);
  await expect(page.getByRole("heading", { name: /^Prediction x₁/ })).toBeVisible();
  await page.getByRole("tab", { name: "Spread over seeds" }).click();
  await page.getByRole("button", { name: "Train these seeds" }).click();
  await expect(page.getByRole("button", { name: "Train again" })).toBeEnabled({ timeout: 90_000 });
  await expect(page.getByRole("img", { name: /^Energy changes of \d+ seeds/ })).toHaveCount(2);
  expect(pageErrors).toEqual([]);
});
