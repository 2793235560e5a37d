// What becomes of parts of the page that are loaded later and cannot be loaded: said, and tried again?
import { expect, type Page, test } from "@playwright/test";
import { done, open, QUICK, until } from "./page";

/** Lets nothing through that matches, until it is called. */
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

test("the tour", async ({ page }) => {
  const faults = faultsOf(page);
  await without(page, /\/assets\/tour-/);
  await open(page, QUICK);
  await done(page);
  await page.getByRole("button", { name: /tour/i }).first().click();
  await expect(said(page, "The tour could not be loaded")).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" }).first()).toBeVisible();
  expect(faults).toEqual([]);
});

test("the tour that a link begins: its run is opened all the same", async ({ page }) => {
  const faults = faultsOf(page);
  await without(page, /\/assets\/tour-/);
  await open(page, `${QUICK}&seed=9&tour=2`);
  await until(page, ({ settings, finished }) => settings.seed === 9 && finished);
  await expect(said(page, "The tour could not be loaded")).toBeVisible();
  expect(faults).toEqual([]);
});

test("the article", async ({ page }) => {
  const faults = faultsOf(page);
  await without(page, /\/assets\/article-/);
  await open(page, QUICK);
  await done(page);
  await expect(said(page, "The article could not be loaded")).toBeVisible();
  expect(faults).toEqual([]);
});

test("what pins runs: kept runs stay kept", async ({ page }) => {
  const faults = faultsOf(page);
  await open(page, QUICK);
  await done(page);
  await page.keyboard.press("p");
  await until(page, ({ pinned }) => pinned.join() === "A");
  const back = await without(page, /\/assets\/pins-/);
  await page.reload();
  await done(page);
  await expect(said(page, "code for pinned runs could not be loaded")).toBeVisible();
  await page.keyboard.press("p");
  const kept = () => page.evaluate(() => localStorage.getItem("hnn-playground.pins"));
  expect(JSON.parse((await kept()) ?? "[]")).toHaveLength(1);
  back();
  await page.reload();
  await until(page, ({ pinned, finished }) => pinned.join() === "A" && finished);
  await page.keyboard.press("p");
  await until(page, ({ pinned }) => pinned.join() === "A,B");
  expect(faults).toEqual([]);
});
