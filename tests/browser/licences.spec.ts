// Tests that the list of licences matches the locked dependencies.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import type { Licences } from "../../www/elements/dialogs/licences";
import { open, QUICK } from "./page";

const { parts, texts } = JSON.parse(readFileSync("www/licences.json", "utf8")) as Licences;

test("the list equals the output of scripts/licences.mjs", () => {
  execFileSync("node", ["scripts/licences.mjs", "--check"], { stdio: ["ignore", "inherit", "inherit"] });
});

test("the list has the main dependencies, each with a licence that permits redistribution", () => {
  const names = parts.map(({ name }) => name);
  for (const name of [
    "candle-core",
    "candle-nn",
    "safetensors",
    "wasm-bindgen",
    "lit",
    "comlink",
    "STIX Two Text",
  ]) {
    expect(names).toContain(name);
  }
  // Development packages don't reach the page.
  for (const name of ["criterion", "proptest", "vite", "typescript"]) expect(names).not.toContain(name);
  for (const { name, licence } of parts) {
    expect(licence, name).toMatch(/MIT|Apache-2\.0|BSD-[23]-Clause|Zlib|Unicode-3\.0|OFL-1\.1|ISC/);
    expect(licence, name).not.toMatch(/GPL/);
  }
});

test("About lists all dependencies with their licence texts", async ({ page }) => {
  await open(page, QUICK);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("button", { name: "About this page" }).first().click();
  await page.getByText("All dependencies and their licences").click();
  const list = page.getByRole("group", { name: "Dependencies and licences" });
  for (const { name, licence } of parts) {
    await expect(list.getByText(name).filter({ hasText: licence }).first()).toBeAttached();
  }
  await list.getByText(/^lit 3/).click();
  await expect(
    list.getByText("Copyright (c) 2017 Google LLC").filter({ visible: true }).first(),
  ).toBeVisible();
});

test("the site and the element include all licence texts", () => {
  for (const folder of ["dist", "dist-element"]) {
    const file = readFileSync(`${folder}/licences.txt`, "utf8");
    for (const text of texts) expect(file).toContain(text);
    for (const { name } of parts) expect(file).toContain(name);
  }
});
