// Tests that the single file works from disk, without other files and without a network.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { done, pageErrorsOf } from "./page";

const FILE = "hnn-playground.html";
let folder = "";
const url = () => pathToFileURL(join(folder, FILE)).href;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hnn-"));
  copyFileSync(join("dist-single", FILE), join(folder, FILE));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test("opened from disk, it trains to its budget and requests nothing else", async ({ page, context }) => {
  const requests: string[] = [];
  // Covers the page and its workers; blob and data URLs are part of the file.
  context.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url())) requests.push(request.url());
  });
  const pageErrors = pageErrorsOf(page);
  await page.goto(`${url()}#system=pendulum&width=8&steps=60&seed=3`);
  const { settings, learners } = await done(page, 60);
  expect(settings).toMatchObject({ system: "pendulum", width: 8, seed: 3 });
  expect(Object.keys(learners)).toEqual(["baseline", "hnn"]);
  for (const { losses, finalState } of Object.values(learners)) {
    expect(losses.at(-1)?.train).toBeLessThan(losses[0]?.train ?? 0);
    expect(finalState?.every(Number.isFinite)).toBe(true);
  }
  expect(requests).toEqual([url()]);
  expect(pageErrors).toEqual([]);
});

test("batches run in the single file", async ({ page }) => {
  await page.goto(`${url()}#width=8&steps=20`);
  await done(page, 20);
  await page.getByRole("tab", { name: "Spread over seeds" }).click();
  await page.getByRole("button", { name: "Train these seeds" }).click();
  await expect(page.getByRole("img", { name: "Energy changes of 20 seeds" })).toHaveCount(2);
});
