// Tests the planes: maps and layers, zoom and pan of all three, values under the pointer, dragging the initial state.
import { expect, type Page, test } from "@playwright/test";
import { LAYERS } from "../../www/experiment/layers";
import { done, drawn, open, QUICK, snapshot, until } from "./page";

const plane = (page: Page, name: RegExp) => page.getByRole("img", { name });
const TRUTH = /^Phase plane, Truth/;
const HNN = /^Phase plane, Hamiltonian/;
const BASELINE = /^Phase plane, Baseline/;

async function boxOf(page: Page, name: RegExp) {
  const box = await plane(page, name).boundingBox();
  if (!box) throw new Error("the plane has no box");
  return box;
}

/** The mean colour of a plane. */
const colourOf = async (page: Page, name: RegExp) =>
  (await drawn(plane(page, name))).evaluate(({ data }) => {
    const sum = [0, 0, 0];
    for (let i = 0; i < data.length; i++) if (i % 4 < 3) sum[i % 4] = (sum[i % 4] ?? 0) + (data[i] ?? 0);
    return sum.map((each) => each / (data.length / 4));
  });

test("the selected map is drawn on every plane and is part of the link", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await page.getByRole("button", { name: "Pause motion" }).click();
  const maps = page.getByRole("combobox", { name: "Map on the planes" });
  const own = await colourOf(page, HNN);
  await expect(page.getByText("Learned energy Hθ")).toBeVisible();
  await maps.selectOption({ label: "Learned − true energy" });
  await expect(page.getByText(/^Learned minus true energy, ±0\.\d+\sJ/)).toBeVisible();
  await expect(page.getByText("No learned energy to compare")).toBeVisible();
  await expect.poll(() => colourOf(page, HNN)).not.toEqual(own);
  expect((await snapshot(page)).view.map).toBe("difference");
  await expect.poll(() => page.url()).toContain("map=difference");
  await maps.selectOption({ label: "Divergence of the field" });
  await expect(page.getByText("Zero divergence: areas are preserved")).toHaveCount(2);
  await expect.poll(() => page.url()).toContain("map=divergence");
  await page.reload();
  await done(page);
  expect((await snapshot(page)).view.map).toBe("divergence");
});

test("layers can be switched on and off", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await page.getByRole("button", { name: "Pause motion" }).click();
  for (const { label } of Object.values(LAYERS)) {
    const button = page.getByRole("button", { name: label, exact: true });
    const before = await colourOf(page, HNN);
    await button.click();
    await expect(button).toHaveAttribute("aria-pressed", "false");
    await expect.poll(() => colourOf(page, HNN)).not.toEqual(before);
  }
  expect((await snapshot(page)).view.layers).toEqual([]);
});

test("zoom and pan move all planes together and leave the initial state unchanged", async ({ page }) => {
  await open(page, QUICK);
  const before = await done(page);
  const box = await boxOf(page, TRUTH);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  const closer = await until(page, ({ view, settled }) => settled && view.zoom !== null);
  const [x0, x1, y0, y1] = closer.view.zoom ?? [0, 0, 0, 0];
  expect(x1 - x0).toBeLessThan(3);
  await page.keyboard.down("Shift");
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 3, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  const moved = await until(page, ({ view }) => (view.zoom?.[0] ?? x0) < x0 - 0.05);
  expect((moved.view.zoom?.[1] ?? 0) - (moved.view.zoom?.[0] ?? 0)).toBeCloseTo(x1 - x0, 3);
  expect(moved.view.zoom?.[2]).toBeCloseTo(y0, 2);
  expect(moved.view.zoom?.[3]).toBeCloseTo(y1, 2);
  expect(moved.settings.start).toEqual(before.settings.start);
  await expect.poll(() => page.url()).toContain("zoom=");
  await page.getByRole("button", { name: "Show all" }).click();
  await until(page, ({ view }) => view.zoom === null);
  await page.getByRole("button", { name: /^Initial state on the plane of Truth/ }).focus();
  await page.keyboard.press("+");
  await until(page, ({ view }) => view.zoom !== null);
  await page.keyboard.press("Alt+ArrowRight");
  await page.keyboard.press("0");
  await until(page, ({ view }) => JSON.stringify(view.zoom) !== JSON.stringify(closer.view.zoom));
});

test("an invalid zoom is refused by name", async ({ page }) => {
  await open(page, `${QUICK}&zoom=1,0,nan,7&map=purple&layers=arrows,glitter`);
  const { problems, view } = await done(page);
  for (const field of ["zoom", "map", "layers"]) {
    expect(problems.some((each) => each.startsWith(`${field}:`) && each.includes("allowed"))).toBe(true);
  }
  expect(view.zoom).toBeNull();
});

/** Oracle: H = q² + p² and (2p, −2q) of the default spring, at the point the card names. */
test("pointing at a plane shows every model’s values there", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const box = await boxOf(page, BASELINE);
  await page.mouse.move(box.x + 0.62 * box.width, box.y + 0.3 * box.height);
  const row = page.locator("hnn-probe-card tr", { hasText: "Truth" });
  await expect(row).toHaveText(/\d\.\d\d/);
  const numbers = async (text: Promise<string>) =>
    ((await text).replaceAll("−", "-").match(/-?\d+\.\d+/g) ?? []).map(Number);
  const [q = 0, p = 0] = await numbers(page.locator("hnn-probe-card p").innerText());
  const [h = 0, dq = 0, dp = 0] = await numbers(row.innerText());
  expect(Math.abs(h - (q * q + p * p))).toBeLessThan(0.03);
  expect(Math.abs(dq - 2 * p)).toBeLessThan(0.02);
  expect(Math.abs(dp + 2 * q)).toBeLessThan(0.02);
  await expect(page.locator("hnn-probe-card tr", { hasText: "HNN" })).toHaveText(/\d\.\d\d/);
  await page.mouse.move(box.x + box.width / 2, box.y - 200);
  await expect(page.locator("hnn-probe-card p")).toHaveCount(0);
});

test("while the initial state is dragged the rollouts follow, and training is unaffected", async ({
  page,
}) => {
  await open(page, QUICK);
  const before = await done(page);
  const box = await boxOf(page, TRUTH);
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.4 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.45 * box.width, box.y + 0.3 * box.height, { steps: 3 });
  const during = await until(
    page,
    ({ rollout, settled }) => settled && rollout?.start[0] !== before.rollout?.start[0],
  );
  // The setting changes only on release.
  expect(during.settings.start).toEqual(before.settings.start);
  await page.mouse.up();
  const after = await until(
    page,
    ({ settings, settled }) =>
      settled && JSON.stringify(settings.start) !== JSON.stringify(before.settings.start),
  );
  expect(after.learners.hnn?.losses).toEqual(before.learners.hnn?.losses);
});

test("the block is held at rest and thrown with the pointer’s momentum", async ({ page }) => {
  await open(page, `${QUICK}&mass=0.8&start=1,0`);
  await done(page);
  await page.getByRole("button", { name: "Pause motion" }).click();
  await page.getByRole("slider", { name: "Time of the motion" }).fill("0");
  const block = page.getByRole("img", { name: "Mass–spring, Hamiltonian network" });
  const box = await block.boundingBox();
  if (!box) throw new Error("the body has no box");
  // The plane's range is −1.6 … 1.6 between its margins, like the body's axis.
  const [low, high] = [box.x + 34, box.x + box.width - 10];
  const at = (q: number) => low + ((q + 1.6) / 3.2) * (high - low);
  const y = box.y + box.height / 2;
  await page.mouse.move(at(1), y);
  await page.mouse.down();
  await page.mouse.move(at(0.2), y, { steps: 4 });
  const held = await until(page, ({ rollout, settled }) => settled && (rollout?.start[0] ?? 1) < 0.3);
  expect(held.rollout?.start[1]).toBe(0);
  await page.waitForTimeout(200);
  await page.mouse.up();
  const put = await until(page, ({ settings, settled }) => settled && (settings.start as number[])[0] !== 1);
  expect((put.settings.start as number[])[1]).toBe(0);

  // A busy machine may let go so late that the block counts as held at rest: throw again.
  let thrown = put;
  await expect(async () => {
    const [q = 0] = thrown.settings.start as number[];
    await page.mouse.move(at(q), y);
    await page.mouse.down();
    for (let i = 1; i <= 6; i++) await page.mouse.move(at(q - 0.05 * i), y);
    await page.mouse.up();
    thrown = await until(page, ({ settled }) => settled);
    expect((thrown.settings.start as number[])[1]).not.toBe(0);
  }).toPass({ timeout: 60_000 });
  expect((thrown.settings.start as number[])[1]).toBeLessThan(0);
  expect(thrown.rollout).not.toBeNull();
});

test("the key 0 and the button reset the zoom and give the same link", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const link = () => page.evaluate(() => document.querySelector("hnn-playground")?.link);
  const before = await link();
  const handle = page.getByRole("button", { name: /^Initial state on the plane of Truth/ });
  for (const back of [
    () => page.keyboard.press("0"),
    () => page.getByRole("button", { name: "Show all" }).click(),
  ]) {
    await handle.focus();
    await page.keyboard.press("+");
    await until(page, ({ view }) => view.zoom !== null);
    await back();
    await until(page, ({ view }) => view.zoom === null);
    expect(await link()).toBe(before);
    await expect(page.getByRole("button", { name: "Show all" })).toBeDisabled();
  }
});
