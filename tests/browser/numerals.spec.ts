// Tests that numbers can be typed as people write them: in fields, links and attributes, and on phone keyboards.
import { expect, test } from "@playwright/test";
import { done, open, setting, until } from "./page";

const SMALL = "width=8&steps=30&trajectories=6";

test("a decimal comma works as a decimal point, in numbers and in lists", async ({ page }) => {
  await open(page, SMALL);
  await done(page);
  const noise = page.getByRole("textbox", { name: setting("noise").label, exact: true });
  for (const [typed, value] of [
    ["0,2", 0.2],
    ["٠٫٣", 0.3],
    ["０．４", 0.4],
    [" .25 ", 0.25],
  ] as const) {
    await noise.fill(typed);
    await noise.press("Enter");
    await until(page, ({ settings }) => settings.noise === value);
  }
  const start = page.getByRole("group", { name: setting("start").label, exact: true }).getByRole("textbox");
  await start.nth(1).fill("–0,75");
  await start.nth(1).press("Enter");
  await until(page, ({ settings }) => (settings.start as number[])[1] === -0.75);
  const now = await done(page);
  expect((now.settings.start as number[])[0]).toBe(1);
  expect(now.problems).toEqual([]);
});

test("thousands may be grouped as on the page", async ({ page }) => {
  await open(page, `${SMALL}&pace=1`);
  await page.getByRole("textbox", { name: setting("steps").label, exact: true }).fill("12,500");
  await page.getByRole("textbox", { name: setting("steps").label, exact: true }).press("Enter");
  await until(page, ({ settings }) => settings.steps === 12_500);
});

test("an extra comma, or decimals in an integer, are refused by name", async ({ page }) => {
  await open(page, SMALL);
  await done(page);
  for (const [key, typed] of [
    ["noise", "0,1,2"],
    ["width", "8,5"],
  ] as const) {
    const field = page.getByRole("textbox", { name: setting(key).label, exact: true });
    await field.fill(typed);
    await field.press("Enter");
    await until(page, ({ problems }) => problems.some((each) => each.startsWith(`${key}: `)));
  }
});

test("links accept decimal commas, and lists separated by semicolons", async ({ page }) => {
  await open(page, `${SMALL}&noise=0,05&start=0,5;-0,25&zoom=-1,5;1,5;-2;2&speed=0,5`);
  const { settings, view, problems } = await done(page);
  expect(problems).toEqual([]);
  expect(settings.noise).toBe(0.05);
  expect(settings.start).toEqual([0.5, -0.25]);
  expect(view.zoom).toEqual([-1.5, 1.5, -2, 2]);
  expect(view.speed).toBe(0.5);
});

/** No numeric keyboard has a minus sign, and the one for integers has no decimal point. */
test("a phone’s keyboard has every character a field needs", async ({ page }) => {
  await open(page, SMALL);
  const modeOf = (name: string) => page.getByRole("textbox", { name, exact: true }).getAttribute("inputmode");
  expect(await modeOf(setting("noise").label)).toBe("decimal");
  expect(await modeOf(setting("width").label)).toBe("numeric");
  const start = page.getByRole("group", { name: setting("start").label, exact: true }).getByRole("textbox");
  expect(await start.count()).toBe(2);
  for (const field of await start.all()) await expect(field).toHaveAttribute("inputmode", "text");
});
