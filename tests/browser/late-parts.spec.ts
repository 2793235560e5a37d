// Tests parts of the page that load later: if loading fails, the page says so and retries.
import { expect, type Page, test } from "@playwright/test";
import { done, open, QUICK, until } from "./page";

/** Blocks matching requests until the returned function is called. */
async function without(page: Page, files: RegExp): Promise<() => void> {
  let away = true;
  await page.route(files, (route) => (away ? route.abort() : route.continue()));
  return () => {
    away = false;
  };
}

function faultsOf(page: Page): Error[] {
  const faults: Error[] = [];
  page.on("pageerror", (error) => faults.push(error));
  return faults;
}

const said = (page: Page, text: string) => page.getByRole("alert").getByText(text);

test("a tour that fails to load is reported, with a retry button", async ({ page }) => {
  const faults = faultsOf(page);
  await without(page, /\/assets\/tour-/);
  await open(page, QUICK);
  await done(page);
  await page.getByRole("button", { name: /tour/i }).first().click();
  await expect(said(page, "The tour could not be loaded")).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" }).first()).toBeVisible();
  expect(faults).toEqual([]);
});

test("a link into the tour opens its run even if the tour fails to load", async ({ page }) => {
  const faults = faultsOf(page);
  await without(page, /\/assets\/tour-/);
  await open(page, `${QUICK}&seed=9&tour=2`);
  await until(page, ({ settings, finished }) => settings.seed === 9 && finished);
  await expect(said(page, "The tour could not be loaded")).toBeVisible();
  expect(faults).toEqual([]);
});

test("an article that fails to load is reported", async ({ page }) => {
  const faults = faultsOf(page);
  await without(page, /\/assets\/article-/);
  await open(page, QUICK);
  await done(page);
  await expect(said(page, "The article could not be loaded")).toBeVisible();
  expect(faults).toEqual([]);
});

test("if the code for pinning fails to load, stored pins are kept", async ({ page }) => {
  const faults = faultsOf(page);
  await open(page, QUICK);
  await done(page);
  await page.keyboard.press("p");
  await until(page, ({ pinned }) => pinned.join() === "A");
  const back = await without(page, /\/assets\/pinning-/);
  await page.reload();
  await done(page);
  await expect(said(page, "code for pinned runs could not be loaded")).toBeVisible();
  await page.keyboard.press("p");
  const storedPins = () => page.evaluate(() => localStorage.getItem("hnn-playground.pins"));
  expect(JSON.parse((await storedPins()) ?? "[]")).toHaveLength(1);
  back();
  await page.reload();
  await until(page, ({ pinned, finished }) => pinned.join() === "A" && finished);
  await page.keyboard.press("p");
  await until(page, ({ pinned }) => pinned.join() === "A,B");
  expect(faults).toEqual([]);
});
