// Tests <hnn-playground> on a page of another origin: from one script tag, under that page's policy, twice side by side.
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { PARTS, VIEW_KEYS } from "../../www/experiment/view";
import type { Snapshot } from "../../www/run/snapshot";
import { serveElement, serveHost } from "./embedding";
import { catalog, settingsOf } from "./page";
import type { Served } from "./serve";

let element: Served;
let host: Served;

const page = (body: string) =>
  `<!doctype html><html lang="en"><title>Course notes</title><link rel="icon" href="data:,">
   <script type="module" src="${element.url}hnn-playground.js"></script><body>${body}</body></html>`;

test.beforeAll(async () => {
  element = await serveElement();
  host = await serveHost(element, {
    "/two": page(`
        <hnn-playground id="a" width="8" steps="60" seed="3" keep-training></hnn-playground>
        <hnn-playground id="b" width="8" steps="60" seed="3" keep-training></hnn-playground>`),
    "/settings": page(
      `<hnn-playground system="pendulum" width="12" steps="40" noise="0" learning-rate="0.003" theme="dark"></hnn-playground>`,
    ),
    "/nonsense": page(`<hnn-playground width="-3" steps="20"></hnn-playground>`),
  });
});
test.afterAll(() => Promise.all([element.close(), host.close()]));

const snapshots = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("hnn-playground")].map((each) => each.snapshot?.()),
  ) as Promise<Snapshot[]>;

/** Waits until all elements on the page have reached their budgets. */
async function allDone(page: Page, timeout = 100_000): Promise<Snapshot[]> {
  await expect
    .poll(async () => (await snapshots(page)).every((now) => now?.settled && now.finished), { timeout })
    .toBe(true);
  return snapshots(page);
}

test("the documented attributes are the observed ones", () => {
  const table = readFileSync("docs/embedding.md", "utf8").split("## Attributes")[1]?.split("\n## ")[0] ?? "";
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const documented = new Set(
    rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name)),
  );
  for (const { id } of catalog.systems) {
    for (const { key } of settingsOf(id)) {
      // A formula's parameters have any name, so an attribute lists them.
      const name = key.replace(/^(parameter|range)_.*/, "$1s").replaceAll("_", "-");
      expect(documented).toContain(name);
    }
  }
  for (const key of VIEW_KEYS) expect(documented).toContain(key);
  for (const part of PARTS) expect(table).toMatch(new RegExp(`[\`,]${part}[\`,]`));
});

test("attributes set the experiment, and changing one changes it", async ({ page }) => {
  await page.goto(`${host.origin}/settings`);
  const [now] = await allDone(page);
  expect(now?.settings).toMatchObject({
    system: "pendulum",
    width: 12,
    steps: 40,
    noise: 0,
    learning_rate: 0.003,
  });
  await expect(page.locator("hnn-playground")).toHaveAttribute("resolved-theme", "dark");
  await page.locator("hnn-playground").evaluate((each) => each.setAttribute("seed", "9"));
  await expect.poll(async () => (await snapshots(page))[0]?.settings.seed).toBe(9);
  const [after] = await allDone(page);
  expect(after?.learners.hnn?.losses.at(-1)).not.toEqual(now?.learners.hnn?.losses.at(-1));
});

test("an invalid attribute is refused by name, and the others apply", async ({ page }) => {
  await page.goto(`${host.origin}/nonsense`);
  await expect(page.getByRole("alert").filter({ hasText: "-3" })).toContainText(/width/i);
  const [now] = await allDone(page);
  expect(now?.settings.steps).toBe(20);
});

test("two elements on a page affect neither each other nor the page", async ({ page }) => {
  await page.goto(`${host.origin}/two#chapter-2`);
  const [first, second] = await allDone(page);
  // The same experiment gives the same bits, so the elements are independent.
  expect(first?.learners.hnn?.losses).toEqual(second?.learners.hnn?.losses);
  await page.locator("#a").evaluate((each) => Object.assign(each, { seed: 4 }));
  await expect.poll(async () => (await snapshots(page))[0]?.settings.seed).toBe(4);
  await page.locator("body").press("r");
  await page.locator("body").press(" ");
  const [changed, same] = await allDone(page);
  expect(changed?.learners.hnn?.losses).not.toEqual(first?.learners.hnn?.losses);
  // Only playback may have advanced.
  expect({ ...same, motion: null }).toEqual({ ...second, motion: null });
  // The page's address, storage and globals are unchanged.
  expect(new URL(page.url()).hash).toBe("#chapter-2");
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
});

test("removing the element ends its workers, and inserting it again restarts it", async ({ page }) => {
  await page.goto(`${host.origin}/settings`);
  await allDone(page);
  expect(page.workers().length).toBeGreaterThan(0);
  await page.evaluate(() => {
    const gone = document.querySelector("hnn-playground");
    gone?.remove();
    Object.assign(window, { gone });
  });
  await expect.poll(() => page.workers().length).toBe(0);
  await page.evaluate(() => document.body.append((window as unknown as { gone: Element }).gone));
  const [again] = await allDone(page);
  expect(again?.settings).toMatchObject({ system: "pendulum", width: 12, steps: 40 });
});
