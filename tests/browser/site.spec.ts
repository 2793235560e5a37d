// Tests the built site on a static host: under any path, precompressed, offline on a second visit, installable.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { done, pageErrorsOf, QUICK, snapshot, until } from "./page";
import { type Served, serve } from "./serve";

test.use({ serviceWorkers: "allow" });

let site: Served;
test.beforeEach(async () => {
  site = await serve("dist", { under: "/courses/mechanics/" });
});
test.afterEach(() => site.close());

/** Waits until the service worker has cached everything and controls the page. */
const cached = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== "activated") await new Promise((resolve) => setTimeout(resolve, 20));
  });

test("the site loads and trains under a path of a static host", async ({ page, context }) => {
  const pageErrors = pageErrorsOf(page);
  const outside: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(site.url)) outside.push(request.url());
  });
  await page.goto(`${site.url}#${QUICK}`);
  await done(page, 60);
  await page.goto(`${site.url}bench.html`);
  await expect(page.getByRole("button", { name: "Time this device" })).toBeEnabled();
  expect(outside).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test("files that compress well are also stored compressed, with equal content", () => {
  const files = readdirSync("dist", { recursive: true }).map(String);
  const plain = files.filter((name) => /\.(html|js|css|wasm|svg|json|txt|webmanifest)$/.test(name));
  expect(plain.some((name) => name.endsWith(".wasm"))).toBe(true);
  for (const name of plain) {
    const bytes = readFileSync(join("dist", name));
    if (bytes.length < 1000) continue;
    expect(brotliDecompressSync(readFileSync(join("dist", `${name}.br`))).equals(bytes), name).toBe(true);
    expect(gunzipSync(readFileSync(join("dist", `${name}.gz`))).equals(bytes), name).toBe(true);
  }
});

test("formulas work offline once a visitor has used them, even in the first visit", async ({ page }) => {
  await page.goto(`${site.url}#${QUICK}`);
  await done(page, 60);
  await cached(page);
  await page.getByRole("radio", { name: "Your own" }).check();
  await until(page, ({ settings, step }) => settings.system === "own" && step > 0);
  const { hamiltonian } = (await snapshot(page)).settings;
  await site.close();
  await page.goto("about:blank");
  await page.goto(`${site.url}#system=own&width=8&steps=40`);
  expect((await done(page, 40)).settings.hamiltonian).toBe(hamiltonian);
  await expect(page.getByRole("textbox", { name: "H(q, p)" })).toHaveValue(String(hamiltonian));
});

test("a second visit works offline, whatever the link, and so does the benchmark page", async ({ page }) => {
  await page.goto(`${site.url}#${QUICK}`);
  await done(page, 60);
  await cached(page);
  await site.close();
  const pageErrors = pageErrorsOf(page);
  await page.goto("about:blank");
  await page.goto(`${site.url}?from=notes#system=pendulum&width=8&steps=40`);
  const { settings } = await done(page, 40);
  expect(settings.system).toBe("pendulum");
  await page.goto(`${site.url}bench.html`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  // The update check fails offline, which isn't an error of the page.
  expect(pageErrors.filter((each) => !each.includes("sw.js"))).toEqual([]);
});

test("a newer version is offered, and loads on request", async ({ page }) => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "hnn-"));
  cpSync("dist", folder, { recursive: true });
  const versions = await serve(folder);
  try {
    await page.goto(`${versions.url}#${QUICK}`);
    await done(page, 60);
    await cached(page);
    // A new build: the page has different bytes and a different revision in the service worker's list.
    const html = readFileSync(join(folder, "index.html"), "utf8");
    writeFileSync(join(folder, "index.html"), html.replace(/<title>[^<]*/, "<title>Version two"));
    const worker = readFileSync(join(folder, "sw.js"), "utf8");
    writeFileSync(join(folder, "sw.js"), worker.replace(/(url:"index.html",revision:")[0-9a-f]+/, "$1two"));
    await page.reload();
    await done(page, 60);
    const offer = page.getByRole("alert").filter({ hasText: "newer version" });
    // Chromium doesn't check for updates within a minute of its start.
    await expect(offer).toBeVisible({ timeout: 120_000 });
    // Without consent the old version stays, even after a reload.
    await expect(page).toHaveTitle(/^HNN Playground/);
    await page.reload();
    await expect(page).toHaveTitle(/^HNN Playground/);
    await offer.getByRole("button", { name: "Reload" }).click();
    await expect(page).toHaveTitle("Version two");
    const { settings } = await done(page, 60);
    expect(settings.width).toBe(8);
  } finally {
    await versions.close();
    rmSync(folder, { recursive: true });
  }
});

test("the site can be installed: its manifest and icons are valid", async ({ page }) => {
  await page.goto(site.url);
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const address = new URL(href ?? "", site.url);
  const manifest = await page.evaluate(async (url) => (await fetch(url)).json(), address.href);
  expect(new URL(manifest.start_url, address).href).toBe(site.url);
  expect(new URL(manifest.scope, address).href).toBe(site.url);
  expect(manifest.icons.map(({ purpose = "any" }) => purpose)).toContain("maskable");
  const pictures: [src: string, width: number, height: number][] = manifest.icons.map(
    ({ src, sizes }: { src: string; sizes: string }) => [src, ...sizes.split("x").map(Number)],
  );
  const preview = await page.locator('meta[property="og:image"]').getAttribute("content");
  for (const [src, width, height] of [...pictures, [preview ?? "", 1200, 630] as const]) {
    const size = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, new URL(src, address).href);
    expect(size, src).toEqual([width, height]);
  }
  // Chromium's own verdict.
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual(
    [],
  );
  expect(existsSync("dist/social.png")).toBe(true);
});
