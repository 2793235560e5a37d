// Tests the lecture view, and the element with hidden parts: large, few controls, fitted to its box.
import { expect, type Page, test } from "@playwright/test";
import { done, open, pageErrorsOf, QUICK, snapshot, until } from "./page";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const starts = (page: Page) => page.getByRole("button", { name: /^Initial state on the plane of/ });

async function heightOf(page: Page, text: RegExp): Promise<number> {
  const box = await page.getByText(text).first().boundingBox();
  return box?.height ?? 0;
}

for (const [width, height] of [
  [1280, 720],
  [1920, 1080],
] as const) {
  test.describe(`on a projector of ${width} × ${height}`, () => {
    test.use({ viewport: { width, height } });

    test("the link opens large type and few controls, and everything fits", async ({ page }) => {
      await open(page, QUICK);
      await done(page);
      const usual = await heightOf(page, /^Over 20/);
      await open(page, `${QUICK}&lecture=1`);
      const now = await done(page);
      expect(now.view.lecture).toBe(true);
      for (const name of ["Train longer", "Reset", "New seed", "Pause motion"]) {
        await expect(button(page, name)).toBeVisible();
      }
      for (const name of ["Single step", "Save & share"]) await expect(button(page, name)).toBeHidden();
      await expect(page.getByRole("complementary", { name: "Settings" })).toBeHidden();
      await expect(page.getByRole("tablist", { name: "Views" })).toBeHidden();
      expect(await heightOf(page, /^Over 20/)).toBeGreaterThan(1.25 * usual);
      const scrolls = await page.evaluate(() => [
        document.documentElement.scrollWidth > innerWidth,
        document.documentElement.scrollHeight > innerHeight,
      ]);
      expect(scrolls).toEqual([false, false]);
      for (const start of await starts(page).all()) {
        const box = await start.boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(height);
      }
    });

    test("dragging places the initial state at the pointer", async ({ page }) => {
      await open(page, `${QUICK}&lecture=1`);
      await done(page);
      const first = starts(page).first();
      const before = await first.boundingBox();
      if (!before) throw new Error("no handle");
      const to = { x: before.x + before.width / 2 - 90, y: before.y + before.height / 2 - 60 };
      await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 4 });
      await page.mouse.up();
      const now = await until(page, ({ rollout, settled }) => settled && (rollout?.start[0] ?? 1) < 0.9);
      expect(now.rollout?.start[1]).toBeGreaterThan(0);
      const after = await first.boundingBox();
      expect(Math.abs((after?.x ?? 0) + (after?.width ?? 0) / 2 - to.x)).toBeLessThan(2);
      expect(Math.abs((after?.y ?? 0) + (after?.height ?? 0) / 2 - to.y)).toBeLessThan(2);
    });
  });
}

test("the lecture view is switched on and off on the page, and is part of the link", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, QUICK);
  await done(page);
  const toggle = button(page, "Lecture view");
  await expect(toggle).toHaveAttribute("aria-pressed", "false");
  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("tablist", { name: "Views" })).toBeHidden();
  await expect.poll(() => page.url()).toContain("lecture=1");
  await button(page, "Full screen").click();
  await expect
    .poll(() => page.evaluate(() => document.fullscreenElement?.localName ?? ""))
    .toBe("hnn-playground");
  await toggle.click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.localName ?? "")).toBe("");
  await expect(page.getByRole("tablist", { name: "Views" })).toBeVisible();
  await expect.poll(() => page.url()).not.toContain("lecture");
  expect((await snapshot(page)).settings.width).toBe(8);
  expect(pageErrors).toEqual([]);
});

/** Replaces the page's element by another one. */
async function embed(
  page: Page,
  width: number,
  height: number,
  attributes: Record<string, string>,
): Promise<void> {
  await open(page, "width=8&steps=5");
  await page.evaluate(
    ([width, height, attributes]) => {
      const element = document.createElement("hnn-playground");
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.style.width = `${width}px`;
      element.style.setProperty("--hnn-height", `${height}px`);
      document.querySelector("hnn-playground")?.replaceWith(element);
    },
    [width, height, attributes] as [number, number, Record<string, string>],
  );
  await done(page, 40);
}

const SMALL = { system: "pendulum", width: "8", steps: "40" };

for (const [width, height] of [
  [640, 400],
  [900, 480],
  [1200, 500],
] as const) {
  test(`without panel and views the element fits ${width} × ${height}`, async ({ page }) => {
    await embed(page, width, height, { ...SMALL, hide: "panel,views" });
    await expect(page.getByRole("complementary", { name: "Settings" })).toBeHidden();
    await expect(button(page, "Settings")).toBeHidden();
    await expect(page.getByRole("tablist", { name: "Views" })).toBeHidden();
    await expect(button(page, "Train longer")).toBeVisible();
    const host = await page.locator("hnn-playground").boundingBox();
    expect(host?.height).toBe(height);
    const planes = await page.getByRole("img", { name: /^Phase plane/ }).all();
    expect(planes).toHaveLength(3);
    for (const handle of [
      ...(await starts(page).all()),
      button(page, "Play motion").or(button(page, "Pause motion")),
    ]) {
      const box = await handle.boundingBox();
      expect((box?.x ?? -1) + 22).toBeGreaterThan(0);
      expect((box?.x ?? width) + (box?.width ?? 0) / 2).toBeLessThan(width);
      expect((box?.y ?? height) + (box?.height ?? 0) / 2).toBeLessThan(height);
    }
  });
}

test("everything but the planes can be hidden, and the attribute can change", async ({ page }) => {
  await embed(page, 640, 400, {
    ...SMALL,
    hide: "title,transport,panel,verdict,layers,bodies,captions,views",
  });
  await expect(page.getByRole("heading", { name: "HNN Playground" })).toBeHidden();
  await expect(button(page, "Train longer")).toBeHidden();
  await expect(page.getByRole("img", { name: "Pendulum, Truth", exact: true })).toBeHidden();
  await expect(page.getByText(/^Over 20/)).toBeHidden();
  await expect(starts(page)).toHaveCount(3);
  await page.locator("hnn-playground").evaluate((element) => element.setAttribute("hide", "panel,views"));
  await expect(button(page, "Train longer")).toBeVisible();
  expect((await snapshot(page)).view.hide).toEqual(["panel", "views"]);
  await page.locator("hnn-playground").evaluate((element) => element.setAttribute("hide", "panel,doors"));
  await expect(
    page.getByText("hide: “panel,doors” was ignored; allowed: none, or some of title,"),
  ).toBeVisible();
  expect((await snapshot(page)).view.hide).toEqual(["panel", "views"]);
});
