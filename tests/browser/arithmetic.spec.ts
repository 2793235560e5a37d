// Tests which of the two modules a browser loads, and that the page reports it.
import { expect, type Page, test } from "@playwright/test";
import type { RunRecord } from "../../pkg/hnn_playground";
import { openExportDialog, saved } from "./export-dialog";
import { done, QUICK } from "./page";

/** Opens the page. Returns the arithmetic in its snapshot and record, its losses, and the modules it fetched. */
async function run(page: Page, address: string) {
  const modules: string[] = [];
  page.on("request", (request) => {
    const name = request.url().match(/hnn_playground(\w*)_bg[^/]*\.wasm/)?.[1];
    if (name !== undefined) modules.push(name);
  });
  await page.goto(`${address}#${QUICK}`);
  const { arithmetic, learners } = await done(page);
  await openExportDialog(page);
  const { bytes } = await saved(page, "Download run record of the HNN");
  const record = JSON.parse(String(bytes)) as RunRecord;
  return {
    modules,
    said: [arithmetic, record.arithmetic],
    link: record.link,
    losses: learners.hnn?.losses ?? [],
  };
}

test("the relaxed module loads where supported, the portable one if the address requests it", async ({
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
  // The same run except for rounding.
  quick.losses.forEach(({ test }, i) => {
    expect(Math.abs(test / (portable.losses[i]?.test ?? 0) - 1)).toBeLessThan(1e-4);
  });
});

test("the portable module loads if the browser lacks relaxed SIMD", async ({ page }) => {
  await page.addInitScript(() => {
    const { validate } = WebAssembly;
    // The encoding of f32x4.relaxed_madd.
    WebAssembly.validate = (bytes) => !String(bytes).includes("253,133,2") && validate(bytes);
  });
  const { modules, said } = await run(page, "/");
  expect(modules).toEqual([""]);
  expect(said).toEqual(["portable", "portable"]);
});
