// Tests the messages if the WebAssembly module fails to load or run, and if the browser denies the page something.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { choose, done, open, pageErrorsOf, QUICK, setting, until } from "./page";

const wasm = readFileSync(new URL("../../pkg/hnn_playground_bg.wasm", import.meta.url));

for (const [fault, { answer, says }] of Object.entries({
  "missing WebAssembly": { answer: { status: 404 }, says: "the server answered 404" },
  "WebAssembly cut short": {
    answer: { contentType: "application/wasm", body: wasm.subarray(0, wasm.length / 2) },
    says: "arrived damaged",
  },
  "another page in its place": {
    answer: { contentType: "text/html", body: "<!doctype html><title>Welcome</title>" },
    says: "arrived damaged",
  },
  "a server that is gone": { answer: null, says: "the server did not answer" },
})) {
  test(`${fault}: a message, a retry, and unchanged settings`, async ({ page }) => {
    let faulty = true;
    await page.route("**/*.wasm", (route) => {
      if (!faulty) return route.continue();
      return answer ? route.fulfill(answer) : route.abort();
    });
    await page.goto(`/#${QUICK}`);
    await expect(page.getByRole("alert").filter({ hasText: "The numerics" })).toContainText(says);
    faulty = false;
    await page.getByRole("button", { name: "Try again" }).click();
    const now = await done(page, 60);
    expect(now.settings.width).toBe(8);
  });
}

test("WebAssembly with a wrong MIME type is compiled anyway", async ({ page }) => {
  await page.route("**/*.wasm", async (route) => {
    await route.fulfill({ contentType: "application/octet-stream", body: wasm });
  });
  await open(page, QUICK);
  expect((await done(page, 60)).problems).toEqual([]);
});

test("without SIMD the page shows a message", async ({ page }) => {
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto("/");
  await expect(page.getByRole("alert").filter({ hasText: "SIMD" })).toBeVisible();
  await expect(page.getByRole("slider", { name: "Width" })).toBeAttached();
});

test("without module workers the page shows a message", async ({ page }) => {
  await page.addInitScript(() => {
    const Native = window.Worker;
    // Old browsers ignore the type.
    window.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, { name: options?.name ?? "" });
      }
    };
  });
  await page.goto("/");
  await expect(page.getByRole("alert").filter({ hasText: "module workers" })).toBeVisible();
  await expect(page.getByRole("slider", { name: "Width" })).toBeAttached();
});

test("without OffscreenCanvas the page shows a message", async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(HTMLCanvasElement.prototype, "transferControlToOffscreen");
  });
  const pageErrors = pageErrorsOf(page);
  await page.goto("/");
  await expect(page.getByRole("alert").filter({ hasText: "drawing from workers" })).toBeVisible();
  await expect(page.getByRole("slider", { name: "Width" })).toBeAttached();
  expect(pageErrors).toEqual([]);
});

test("settings that need too much memory are refused with an estimate, and the run continues", async ({
  page,
}) => {
  await open(page, "trajectories=400&samples=200&width=64&steps=10");
  const before = await done(page, 10);
  await choose(page, setting("width"), 256);
  const alert = page.getByRole("alert").filter({ hasText: "MB" });
  // 80,000 states, two layers of 256, six tensors of four-byte floats.
  await expect(alert).toContainText("983 MB");
  await expect(alert).toContainText("512 MB");
  const after = await done(page, 10);
  expect(after.settings).toEqual(before.settings);
  expect(after.learners).toEqual(before.learners);
});

for (const [fault, deny] of Object.entries({
  "a clipboard that is denied": () => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("Denied.", "NotAllowedError"));
  },
  "no clipboard at all, as on an insecure host": () => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  },
})) {
  test(`${fault}: the link can be copied by hand`, async ({ page }) => {
    await page.addInitScript(deny);
    await open(page, QUICK);
    await done(page);
    await page.getByRole("button", { name: "Copy link to this run" }).click();
    const alert = page.getByRole("alert").filter({ hasText: "blocked copying" });
    await expect(alert).toContainText("width=8&steps=60");
    const link = (await alert.textContent())?.match(/http\S+/)?.[0] ?? "";
    await open(page, new URL(link).hash.slice(1));
    expect((await until(page, ({ finished }) => finished)).settings.width).toBe(8);
  });
}
