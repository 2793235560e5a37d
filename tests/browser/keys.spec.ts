// Tests keyboard shortcuts: one action per press, in any keyboard layout, only while the run is visible, never when turned off.
import { expect, type Page, test } from "@playwright/test";
import { done, open, QUICK, snapshot, until } from "./page";

/** Presses a key as with another keyboard layout or caps lock. */
async function type(page: Page, key: string, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Input.dispatchKeyEvent", { type: "keyDown", key, code, text: key });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", key, code });
  await session.detach();
}

const playing = async (page: Page) => (await snapshot(page)).motion.playing;

test("a held key acts once, except for single steps", async ({ page }) => {
  await open(page, QUICK);
  const { step } = await done(page);
  for (let i = 0; i < 5; i++) await page.keyboard.down("p");
  await page.keyboard.up("p");
  await until(page, ({ pinned }) => pinned.length > 0);
  const before = await playing(page);
  for (let i = 0; i < 4; i++) await page.keyboard.down("k");
  await page.keyboard.up("k");
  expect(await playing(page)).toBe(!before);
  for (let i = 0; i < 3; i++) await page.keyboard.down(".");
  await page.keyboard.up(".");
  await done(page, step + 3);
  expect((await snapshot(page)).pinned).toEqual(["A"]);
});

test("holding Enter on a button presses it once, except for single steps", async ({ page }) => {
  await open(page, QUICK);
  const { step } = await done(page);
  await page.getByRole("button", { name: "Pin this run" }).focus();
  for (let i = 0; i < 5; i++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await page.getByRole("button", { name: "Single step" }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await done(page, step + 3);
  expect((await snapshot(page)).pinned).toEqual(["A"]);
});

test("shortcuts work with caps lock, other alphabets and a focused slider", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  for (const [key, code] of [
    ["K", "KeyK"],
    ["л", "KeyK"],
    ["κ", "KeyK"],
    ["ㅏ", "KeyK"],
    // In other layouts the letter K counts, not its position.
    ["k", "KeyT"],
  ] as const) {
    const before = await playing(page);
    await type(page, key, code);
    expect(await playing(page), key).toBe(!before);
  }
  const before = await playing(page);
  // Another letter at the position of K.
  await type(page, "t", "KeyK");
  await page.keyboard.press("Shift+K");
  expect(await playing(page)).toBe(before);
  for (const name of ["Time of the motion", "Horizon", "Time on the plot"]) {
    await page.getByRole("slider", { name, exact: true }).focus();
    const before = await playing(page);
    await page.keyboard.press("k");
    expect(await playing(page), name).toBe(!before);
  }
  await type(page, "؟", "Slash");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("fields and lists keep their own keys", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const before = await playing(page);
  await page.getByRole("combobox", { name: "Map on the planes" }).focus();
  await page.keyboard.press("k");
  // Two presses would cancel each other.
  expect(await playing(page)).toBe(before);
  await page.getByRole("textbox", { name: "Horizon", exact: true }).focus();
  await page.keyboard.type("k");
  expect(await playing(page)).toBe(before);
});

test("in the article, Space scrolls and doesn’t affect the run", async ({ page }) => {
  await open(page, QUICK);
  const { step } = await done(page);
  await page.getByRole("button", { name: /^How it works/ }).click();
  const heading = page.getByRole("heading", { name: "Why one network spirals" });
  await expect(heading).toBeFocused();
  // Scrolling may be smooth.
  await expect.poll(() => heading.evaluate((each) => each.getBoundingClientRect().top)).toBeLessThan(200);
  const top = () => page.evaluate(() => scrollY);
  const from = await top();
  await page.keyboard.press("Space");
  await expect.poll(top).toBeGreaterThan(from + 100);
  for (const key of ["r", "k", "p", "."]) await page.keyboard.press(key);
  const now = await snapshot(page);
  expect(now.step).toBe(step);
  expect(now.pinned).toEqual([]);
  expect(now.motion.playing).toBe(true);
  // Opening the list of shortcuts changes nothing.
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await page.keyboard.press("k");
  await until(page, ({ motion }) => !motion.playing);
});

test("turning shortcuts off persists", async ({ page }) => {
  await open(page, QUICK);
  const { step } = await done(page);
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const use = page.getByRole("checkbox", { name: "Use these shortcuts" });
  await expect(use).toBeChecked();
  await use.uncheck();
  await page.keyboard.press("Escape");
  const inert = async () => {
    const before = await playing(page);
    for (const key of ["k", "r", ".", "p", "?", "Space"]) await page.keyboard.press(key);
    const now = await snapshot(page);
    expect([now.motion.playing, now.step, now.pinned]).toEqual([before, step, []]);
    await expect(list).toBeHidden();
  };
  await inert();
  await page.reload();
  await done(page);
  await inert();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("button", { name: "Keyboard shortcuts" }).first().click();
  await use.check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("k");
  await until(page, ({ motion }) => !motion.playing);
});

test("Home and End select the first and the last tab", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  for (const [list, first, last] of [
    ["Quantity over time", "energy", "p"],
    ["Views", "strips", "runs"],
  ] as const) {
    const tabs = page.getByRole("tablist", { name: list }).getByRole("tab");
    await tabs.first().focus();
    await page.keyboard.press("End");
    await expect(tabs.last()).toBeFocused();
    await until(page, ({ view }) => view.tab === last || view.strip === last);
    await page.keyboard.press("Home");
    await expect(tabs.first()).toBeFocused();
    await until(page, ({ view }) => view.tab === first || view.strip === first);
  }
});

test("ending a text selection outside a dialog doesn’t close it; a press outside does", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  // Waits for the dialog wherever it is: its content is slotted.
  await expect(list).toBeVisible();
  const text = await page.getByText("Reset: start over with the same seed").boundingBox();
  if (!text) throw new Error("no text");
  await page.mouse.move(text.x + 5, text.y + text.height / 2);
  await page.mouse.down();
  await page.mouse.move(10, 10, { steps: 4 });
  await page.mouse.up();
  await expect(list).toBeVisible();
  // A press that starts outside and ends inside doesn't close it either.
  await page.mouse.down();
  await page.mouse.move(text.x + 5, text.y + text.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(list).toBeVisible();
  await page.mouse.click(10, 10);
  await expect(list).toBeHidden();
});
