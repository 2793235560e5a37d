// Tests that a press moves the focus: out of a field, whose entry is committed, and into a frame, whose shortcuts then work.
import { expect, type Frame, type Locator, type Page, test } from "@playwright/test";
import type { Snapshot } from "../../www/run/snapshot";
import { done, open, QUICK, setting, until } from "./page";

/** Elements that handle presses, and where to press, as fractions of their size. */
const PLACES: [string, (page: Page | Frame) => Locator, number, number][] = [
  ["a plane", (page) => page.getByRole("img", { name: /^Phase plane, Truth/ }), 0.4, 0.4],
  [
    "an initial state",
    (page) =>
      page.getByRole("button", {
        name: /^Initial state on the plane of HNN|^Initial state on the plane of Ham/,
      }),
    0.5,
    0.5,
  ],
  ["a body", (page) => page.getByRole("img", { name: "Mass–spring, Truth" }), 0.5, 0.5],
  ["a strip", (page) => page.getByRole("slider", { name: "Time on the plot" }), 0.5, 0.5],
];

/** Presses and releases without moving. */
async function press(page: Page, place: Locator, x: number, y: number): Promise<void> {
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (!box) throw new Error("no box");
  await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
  await page.mouse.down();
  await page.mouse.up();
}

for (const [name, place, x, y] of PLACES) {
  test(`a press on ${name} commits the entry in a field, and shortcuts work again`, async ({ page }) => {
    // The body is in the middle of its range.
    await open(page, `${QUICK}&start=0,0.5`);
    await done(page);
    await page.getByRole("button", { name: "Pause motion" }).click();
    await page.getByRole("slider", { name: "Time of the motion" }).fill("0");
    const field = page.getByRole("textbox", { name: setting("noise").label, exact: true });
    await field.fill("0.3");
    await press(page, place(page), x, y);
    await until(page, ({ settings }) => settings.noise === 0.3);
    const { motion } = await done(page);
    await page.keyboard.press("k");
    await until(page, (now) => now.motion.playing !== motion.playing);
    await expect(field).toHaveValue("0.3");
  });
}

test("a middle-button press on a plane also moves the focus", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await page.getByRole("textbox", { name: setting("noise").label, exact: true }).fill("0.3");
  await page
    .getByRole("img", { name: /^Phase plane, Truth/ })
    .click({ button: "middle", position: { x: 150, y: 80 } });
  await until(page, ({ settings }) => settings.noise === 0.3);
});

test.describe("with touch", () => {
  test.use({ hasTouch: true });

  test("a tap on a plane, or a touch on a body, commits the entry in a field", async ({ page }) => {
    await open(page, `${QUICK}&start=0,0.5`);
    await done(page);
    await page.getByRole("button", { name: "Pause motion" }).click();
    await page.getByRole("slider", { name: "Time of the motion" }).fill("0");
    const field = page.getByRole("textbox", { name: setting("noise").label, exact: true });
    await field.fill("0.3");
    const box = await page.getByRole("img", { name: "Mass–spring, Truth" }).boundingBox();
    if (!box) throw new Error("no body");
    await page.touchscreen.tap(box.x + box.width / 2 + 12, box.y + box.height / 2);
    await until(page, ({ settings }) => settings.noise === 0.3);
    await done(page);
    await field.fill("0.2");
    const plane = await page.getByRole("img", { name: /^Phase plane, Truth/ }).boundingBox();
    if (!plane) throw new Error("no plane");
    await page.touchscreen.tap(plane.x + 0.6 * plane.width, plane.y + 0.3 * plane.height);
    await until(page, ({ settings }) => settings.noise === 0.2);
  });
});

for (const [name, place, x, y] of PLACES) {
  test(`in a frame, a press on ${name} moves the focus there, so that shortcuts work`, async ({
    page,
    baseURL,
  }) => {
    await page.route("**/host", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<input id="mine" aria-label="Mine"><iframe src="${baseURL}/#${QUICK}&start=0,0.5" width="1300" height="780"></iframe>`,
      }),
    );
    await page.goto("/host");
    const frame = page.frames()[1] as Frame;
    const now = () =>
      frame.evaluate(() => document.querySelector("hnn-playground")?.snapshot()) as Promise<
        Snapshot | undefined
      >;
    await expect
      .poll(async () => (await now())?.settled && (await now())?.finished, { timeout: 60_000 })
      .toBe(true);
    await frame.getByRole("button", { name: "Pause motion" }).click();
    await frame.getByRole("slider", { name: "Time of the motion" }).fill("0");
    await page.locator("#mine").focus();
    await press(page, place(frame), x, y);
    await expect(page.locator("#mine")).not.toBeFocused();
    const playing = (await now())?.motion.playing;
    await page.keyboard.press("k");
    await expect.poll(async () => (await now())?.motion.playing).toBe(!playing);
    await expect(page.locator("#mine")).toHaveValue("");
  });
}
