// Tests where the links of an embedded element lead: to the page named by its `site` attribute, or nowhere.
import { expect, type Page, test } from "@playwright/test";
import type { RunRecord } from "../../pkg/hnn_playground";
import { serveElement } from "./embedding";
import { openExportDialog, saved } from "./export-dialog";
import { done } from "./page";
import { type Served, serve } from "./serve";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** Attribute values. The script is in /vendor/, which has no site next to it. */
const GARBAGE = ["https://[", "javascript:alert(1)", "data:text/html,run"];

let element: Served;
let host: Served;

const page = (attributes: string) =>
  `<!doctype html><html lang="en"><title>Course notes</title><link rel="icon" href="data:,">
   <script type="module" src="${element.url}hnn-playground.js"></script>
   <body><hnn-playground width="8" steps="60" ${attributes}></hnn-playground></body></html>`;

test.beforeAll(async () => {
  element = await serveElement();
  const garbage = GARBAGE.map((site, i) => [`/garbage/${i}`, page(`site="${site}"`)] as const);
  host = await serve("dist", {
    pages: {
      "/notes/week-3": page('site="play.html?week=3#top"'),
      "/plain": page(""),
      ...Object.fromEntries(garbage),
    },
  });
});
test.afterAll(() => Promise.all([element.close(), host.close()]));

const link = (page: Page) => page.evaluate(() => document.querySelector("hnn-playground")?.link ?? "");
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

async function copied(page: Page, button: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.getByRole("button", { name: button, exact: true }).click();
  await expect.poll(() => clipboard(page)).not.toBe("");
  return clipboard(page);
}

/** The URLs in the saved files: table, record, picture. */
async function savedLinks(page: Page): Promise<string[]> {
  const csv = await saved(page, "Losses (CSV)");
  const record = await saved(page, "Download run record of the HNN");
  const svg = await saved(page, "Save SVG");
  const inTable =
    String(csv.bytes)
      .match(/\S*#v=2[^\s",]*/)?.[0]
      .replace(/;$/, "") ?? "";
  const inRecord = (JSON.parse(String(record.bytes)) as RunRecord & { link: string }).link;
  const description = await page.evaluate(
    (text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("desc")?.textContent ?? "",
    String(svg.bytes),
  );
  return [inTable, inRecord, description.split(" ").at(-1) ?? ""];
}

test("copied and saved links lead to the page named by the attribute", async ({ page }) => {
  await page.goto(`${host.origin}/notes/week-3`);
  await done(page);
  const run = await link(page);
  const expected = `${host.origin}/notes/play.html?week=3${run}`;
  expect(await copied(page, "Copy link to this run")).toBe(expected);
  await openExportDialog(page);
  expect(await copied(page, "Copy link")).toBe(expected);
  expect(await savedLinks(page)).toEqual([expected, expected, expected]);

  // The host page may change or remove the attribute later.
  const later = (site: string | null) =>
    page.evaluate((site) => {
      const each = document.querySelector("hnn-playground");
      if (site === null) each?.removeAttribute("site");
      else each?.setAttribute("site", site);
    }, site);
  await later("https://hnn.example/");
  expect(await copied(page, "Copy link")).toBe(`https://hnn.example/${run}`);
  await later(null);
  await expect(page.getByRole("button", { name: /^Copy link/ })).toHaveCount(0);
});

test("the frame of the embedding code shows the page named by the attribute", async ({ page }) => {
  await page.route("**/hnn-playground.js", (route) =>
    route.request().method() === "HEAD" ? route.fulfill({ status: 404 }) : route.continue(),
  );
  await page.goto(`${host.origin}/notes/week-3`);
  await done(page);
  await openExportDialog(page);
  const code = await copied(page, "Copy embed code");
  const address = await page.evaluate(
    (text) => new DOMParser().parseFromString(text, "text/html").querySelector("iframe")?.src,
    code,
  );
  expect(address).toBe(`${host.origin}/notes/play.html?week=3${await link(page)}`);
});

test("without the attribute no link leads to the host page, which can’t open runs", async ({ page }) => {
  await page.goto(`${host.origin}/plain`);
  await done(page);
  await expect(page.getByRole("button", { name: /^Copy link/ })).toHaveCount(0);
  await openExportDialog(page);
  await expect(page.getByRole("button", { name: /^Copy link/ })).toHaveCount(0);
  const run = await link(page);
  expect(run).toMatch(/^#v=2&/);
  expect(await savedLinks(page)).toEqual([run, run, run]);
});

for (const [i, site] of GARBAGE.entries()) {
  test(`an invalid address is refused by name, and no link is offered: ${site}`, async ({ page }) => {
    await page.goto(`${host.origin}/garbage/${i}`);
    const now = await done(page, 60);
    expect(now.problems).toEqual([
      `site: “${site}” is not the address of a page; use one such as https://…/`,
    ]);
    await expect(page.getByRole("alert").filter({ hasText: "site:" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Copy link/ })).toHaveCount(0);
    // A valid address replaces it, and a later invalid one removes that.
    const set = (site: string) =>
      page.evaluate((site) => {
        const each = document.querySelector("hnn-playground");
        each?.setAttribute("site", site);
        return each?.site;
      }, site);
    expect(await set("https://hnn.example/")).toBe("https://hnn.example/");
    await expect(page.getByRole("button", { name: /^Copy link/ })).toHaveCount(1);
    expect(await set(site)).toBe(null);
    await expect(page.getByRole("button", { name: /^Copy link/ })).toHaveCount(0);
  });
}
