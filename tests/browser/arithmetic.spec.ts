// Which of the two modules does a browser get, and does it say so?
import { expect, type Page, test } from "@playwright/test";
import type { RunRecord } from "../../pkg/hnn_playground";
import { done, QUICK } from "./page";
import { openTakeHome, saved } from "./take-home";

/** Opens the page; returns what its snapshot and its record say, its losses, and the modules that it fetched. */
async function run(page: Page, address: string) {
  const modules: string[] = [];
  page.on("request", (request) => {
    const name = request.url().match(/hnn_playground(\w*)_bg[^/]*\.wasm/)?.[1];
    if (name !== undefined) modules.push(name);
  });
  await page.goto(`${address}#${QUICK}`);
  const { arithmetic, learners } = await done(page);
  await openTakeHome(page);
  const { bytes } = await saved(page, "Download run record of the HNN");
  const record = JSON.parse(String(bytes)) as RunRecord;
  return {
    modules,
    said: [arithmetic, record.arithmetic],
    link: record.link,
    losses: learners.hnn?.losses ?? [],
  };
}

test("the quicker one where the browser knows its instructions, the portable one where the address asks for it", async ({
  page,
  context,
}) => {
  const quick = await run(page, "/");
  expect(quick.modules).toEqual(["_relaxed"]);
  expect(quick.said).toEqual(["relaxed", "relaxed"]);
  const portable = await run(await context.newPage(), "/?portable");
  expect(portable.modules).toEqual([""]);
  expect(portable.said).toEqual(["portable", "portable"]);
  expect(portable.link).toContain("?portable#");
  // The same run but for rounding.
  quick.losses.forEach(({ test }, i) => {
    expect(Math.abs(test / (portable.losses[i]?.test ?? 0) - 1)).toBeLessThan(1e-4);
  });
});

test("the portable one where the browser does not know relaxed SIMD", async ({ page }) => {
  await page.addInitScript(() => {
    const { validate } = WebAssembly;
    // The bytes of f32x4.relaxed_madd.
    WebAssembly.validate = (bytes) => !String(bytes).includes("253,133,2") && validate(bytes);
  });
  const { modules, said } = await run(page, "/");
  expect(modules).toEqual([""]);
  expect(said).toEqual(["portable", "portable"]);
});
