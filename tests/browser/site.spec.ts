// Does the built site work as files on any host: under any path, precompressed, on a second visit without a network, installable?
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { complaintsOf, done, QUICK } from "./page";
import { type Served, serve } from "./serve";

test.use({ serviceWorkers: "allow" });

let site: Served;
test.beforeEach(async () => {
  site = await serve("dist", { under: "/courses/mechanics/" });
});
test.afterEach(() => site.close());

/** The service worker has everything, and controls the pages to come. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== "activated") await new Promise((resolve) => setTimeout(resolve, 20));
  });

test("under a path of a plain host it loads and trains", async ({ page, context }) => {
  const complaints = complaintsOf(page);
  const outside: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(site.url)) outside.push(request.url());
  });
  await page.goto(`${site.url}#${QUICK}`);
  await done(page, 60);
  await page.goto(`${site.url}bench.html`);
  await expect(page.getByRole("button", { name: "Time this device" })).toBeEnabled();
  expect(outside).toEqual([]);
  expect(complaints).toEqual([]);
});

test("each file that gets smaller lies there compressed, and is the same", () => {
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

test("a second visit works without a network, whatever the link, the benchmark's page included", async ({
  page,
}) => {
  await page.goto(`${site.url}#${QUICK}`);
  await done(page, 60);
  await kept(page);
  await site.close();
  const complaints = complaintsOf(page);
  await page.goto("about:blank");
  await page.goto(`${site.url}?from=notes#system=pendulum&width=8&steps=40`);
  const { settings } = await done(page, 40);
  expect(settings.system).toBe("pendulum");
  await page.goto(`${site.url}bench.html`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  // A question for a newer version finds no network, and that is no error of the page.
  expect(complaints.filter((each) => !each.includes("sw.js"))).toEqual([]);
});

test("a newer version is offered, and comes when it is asked for", async ({ page }) => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "hnn-"));
  cpSync("dist", folder, { recursive: true });
  const versions = await serve(folder);
  try {
    await page.goto(`${versions.url}#${QUICK}`);
    await done(page, 60);
    await kept(page);
    // Another build: the page differs, and so does its revision in the service worker's list.
    const html = readFileSync(join(folder, "index.html"), "utf8");
    writeFileSync(join(folder, "index.html"), html.replace(/<title>[^<]*/, "<title>Version two"));
    const worker = readFileSync(join(folder, "sw.js"), "utf8");
    writeFileSync(join(folder, "sw.js"), worker.replace(/(url:"index.html",revision:")[0-9a-f]+/, "$1two"));
    await page.reload();
    await done(page, 60);
    const offer = page.getByRole("alert").filter({ hasText: "newer version" });
    // Chromium begins no such question in the first minute after its start.
    await expect(offer).toBeVisible({ timeout: 120_000 });
    // Nothing is forced: the page at hand is the old one, also when it is opened anew.
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

test("it can be installed: manifest and icons are there and fit", async ({ page }) => {
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
  // Chromium's own judgement.
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual(
    [],
  );
  expect(existsSync("dist/social.png")).toBe(true);
});
