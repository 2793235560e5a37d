// Tests that the page loads without errors, from its own host alone, and with working controls before the module arrives.
import { expect, test } from "@playwright/test";
import { catalog, choose, done, drawn, open, pageErrorsOf, QUICK, setting, until } from "./page";

test("the page loads without errors or requests to other hosts", async ({ page, baseURL }) => {
  const pageErrors = pageErrorsOf(page);
  const otherHosts: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== baseURL) otherHosts.push(request.url());
  });
  await open(page, QUICK);
  await done(page);
  expect(otherHosts).toEqual([]);
  expect(pageErrors).toEqual([]);
  await expect(page).toHaveTitle(/HNN Playground/);
});

test("controls and a picture appear before the module has loaded", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/");
  for (const { label, kind, onlyWith } of catalog.settings) {
    if (kind.type === "number" && !onlyWith) {
      await expect(page.getByRole("textbox", { name: label, exact: true })).toBeAttached();
    }
  }
  await expect(page.getByRole("img", { name: /^Phase plane/ })).toHaveCount(3);
  const isDrawn = await (await drawn(page.getByRole("img", { name: /^Phase plane/ }).first())).evaluate(
    ({ data }) => data.some((value) => value > 0),
  );
  expect(isDrawn).toBe(true);
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeDisabled();
  // Settings changed meanwhile wait in the queue.
  await choose(page, setting("width"), 12);
  release();
  await expect(page.getByRole("button", { name: "Single step" })).toBeEnabled();
  await until(page, ({ settings }) => settings.width === 12);
});
