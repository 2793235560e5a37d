// Tests that everything a pointer can do works from the keyboard: reading losses, probing planes, throwing bodies.
import { expect, type Page, test } from "@playwright/test";
import { steady } from "../../www/text/format";
import { catalog, done, open, QUICK, until } from "./page";

const handle = (page: Page) => page.getByRole("button", { name: /^Initial state on the plane of Truth/ });
const numbers = (text: string) => (text.replaceAll("−", "-").match(/-?\d+\.\d+/g) ?? []).map(Number);

test("arrow keys read the loss at every recorded step", async ({ page }) => {
  await open(page, QUICK);
  const { learners } = await done(page);
  const last = String(learners.hnn?.losses.at(-1)?.step);
  const slider = page.getByRole("slider", { name: "Training step on the loss plot" });
  await expect(slider).toHaveAttribute("aria-valuenow", last);
  await slider.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const [, , third] = learners.hnn?.losses ?? [];
  const [, , other] = learners.baseline?.losses ?? [];
  if (!third || !other) throw new Error("too few losses");
  await expect(slider).toHaveAttribute("aria-valuenow", String(third.step));
  const words = `step ${third.step}: Baseline test ${steady(other.test, 3)}, train ${steady(other.train, 3)}; HNN test ${steady(third.test, 3)}, train ${steady(third.train, 3)}`;
  await expect(slider).toHaveAttribute("aria-valuetext", words);
  await expect(page.locator("hnn-legend").nth(1)).toContainText(steady(third.test, 3));
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuenow", last);
  await page.keyboard.press("Tab");
  await expect(page.locator("hnn-legend").nth(1)).not.toContainText("step");
});

/** Oracle: H = q² + p² and (2p, −2q) of the default spring. */
test("arrow keys probe a plane, and the values are announced", async ({ page }) => {
  await open(page, `${QUICK}&start=0.8,0.4`);
  const before = await done(page);
  await handle(page).focus();
  await page.keyboard.press("Enter");
  const spoken = page.locator("hnn-probe-card").getByRole("status");
  await expect(spoken).toContainText("q 0.80, p 0.40. Truth: H 0.80, dq/dt 0.80, dp/dt −1.60");
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowLeft");
  // Each press moves by a fiftieth of the plane.
  const { x, y } = catalog.systems.find(({ id }) => id === "spring")?.view ?? { x: [0, 0], y: [0, 0] };
  const [q, p] = [0.8 - 0.02 * (x[1] - x[0]), 0.4 + 5 * 0.02 * (y[1] - y[0])];
  const row = page.locator("hnn-probe-card tr", { hasText: "Truth" });
  await expect
    .poll(async () => numbers(await row.innerText())[0])
    .toBeCloseTo(Number((q * q + p * p).toFixed(2)), 2);
  const [, dq = 0, dp = 0] = numbers(await row.innerText());
  expect(dq).toBeCloseTo(2 * p, 1);
  expect(dp).toBeCloseTo(-2 * q, 1);
  await expect(spoken).toContainText(`q ${q.toFixed(2)}, p ${p.toFixed(2)}.`);
  await expect(spoken).toContainText("Baseline: no energy");
  await page.keyboard.press("Escape");
  await expect(page.locator("hnn-probe-card .card")).toHaveCount(0);
  // Nothing has moved so far; now the arrow keys move the handle.
  expect((await done(page)).settings.start).toEqual(before.settings.start);
  await page.keyboard.press("ArrowUp");
  const start = (await until(page, ({ settings }) => settings.start !== before.settings.start)).settings
    .start;
  expect((start as number[])[0]).toBe(0.8);
});

test("Space on a handle toggles training as elsewhere; leaving the handle ends the reading", async ({
  page,
}) => {
  await open(page, QUICK);
  const { settings, step } = await done(page);
  await handle(page).focus();
  await page.keyboard.press("Space");
  await until(page, (now) => Number(now.settings.steps) > Number(settings.steps) && now.step > step);
  await expect(page.locator("hnn-probe-card .card")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.locator("hnn-probe-card .card")).toHaveCount(1);
  await page.keyboard.press("Tab");
  await expect(page.locator("hnn-probe-card .card")).toHaveCount(0);
});

/** Oracle: p = m·v, where the plane's scale converts pixels to metres. */
test("keys move, push and release a block, or put it back", async ({ page }) => {
  await open(page, `${QUICK}&mass=0.8&start=0.5,0.3`);
  const before = await done(page);
  await page.getByRole("button", { name: "Pause motion" }).click();
  await page.getByRole("slider", { name: "Time of the motion" }).fill("0");
  const grip = page.getByRole("button", { name: /^Throw Mass–spring, Hamiltonian network/ });
  const box = await grip.boundingBox();
  if (!box) throw new Error("no body");
  const metres = 3.2 / (box.width - 44);
  await grip.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  const held = await until(page, ({ rollout, settled }) => settled && (rollout?.start[0] ?? 1) < 0.5);
  expect(held.rollout?.start[0]).toBeCloseTo(0.5 - 16 * metres, 2);
  expect(held.rollout?.start[1]).toBe(0);
  // Not released yet.
  expect(held.settings.start).toEqual(before.settings.start);
  await page.keyboard.press("Escape");
  const back = await until(page, ({ rollout, settled }) => settled && rollout?.start[0] === 0.5);
  expect(back.rollout).toEqual(before.rollout);

  await page.keyboard.press("Enter");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowLeft");
  await expect(
    page.locator("hnn-body").getByRole("status").filter({ hasText: "throw velocity q −" }),
  ).toHaveCount(1);
  await page.keyboard.press("Enter");
  const thrown = await until(
    page,
    ({ settings, settled }) => settled && (settings.start as number[])[1] !== 0.3,
  );
  const [q, p] = thrown.settings.start as number[];
  expect(q).toBeCloseTo(0.5, 3);
  expect(p).toBeCloseTo(0.8 * -180 * metres, 2);
});

test("keys swing a bob round, and move the selected one of two bodies", async ({ page }) => {
  await open(page, `system=pendulum&${QUICK}&start=0,0`);
  await done(page);
  await page.getByRole("button", { name: "Pause motion" }).click();
  await page.getByRole("slider", { name: "Time of the motion" }).fill("0");
  await page.getByRole("button", { name: /^Throw Pendulum, Truth/ }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  const { settings } = await until(page, (now) => now.settled && (now.settings.start as number[])[1] !== 0);
  const [angle = 0, momentum = 0] = settings.start as number[];
  expect(angle).toBeGreaterThan(0);
  expect(momentum).toBeGreaterThan(0);

  await open(page, "system=two_body&width=8&steps=20&trajectories=6&horizon=4");
  const before = (await done(page)).settings.start as number[];
  await page.getByRole("button", { name: "Pause motion" }).click();
  await page.getByRole("slider", { name: "Time of the motion" }).fill("0");
  await page.getByRole("button", { name: /^Throw .*, Truth: .*1 or 2 to choose the body/ }).focus();
  await page.keyboard.press("2");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const after = (await until(page, (now) => now.settled && String(now.settings.start) !== String(before)))
    .settings.start as number[];
  // Coordinates: x₁, x₂, y₁, y₂, then the momenta; the system is at rest.
  expect(after.slice(0, 3)).toEqual(before.slice(0, 3).map((value) => expect.closeTo(value, 3)));
  expect(after[3]).toBeGreaterThan(before[3] ?? 0);
  expect(after.slice(4)).toEqual([0, 0, 0, 0]);
});
