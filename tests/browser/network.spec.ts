// Tests that nothing requests another host. A proxy catches all requests that leave this machine, including those of workers.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { done, open, QUICK } from "./page";
import { serve } from "./serve";

/** Requests that Chromium makes on its own, for form hints. */
const BROWSERS_OWN = /^content-autofill\.googleapis\.com:/;

async function recordingProxy() {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket) => {
    if (!BROWSERS_OWN.test(request.url ?? "")) requests.push(request.url ?? "");
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    requests,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

test("loading, training, views, dialogs and the service worker make no request to another host", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(300_000);
  const proxy = await recordingProxy();
  const context = await browser.newContext({
    baseURL,
    serviceWorkers: "allow",
    proxy: { server: proxy.url, bypass: "127.0.0.1" },
  });
  const page = await context.newPage();

  // A check that the proxy works: a page without our policy requests another host.
  const leaky = await serve(".", { pages: { "/": '<img src="http://elsewhere.example/pixel.png">' } });
  await page.goto(leaky.url);
  await expect.poll(() => proxy.requests.filter((url) => url.includes("elsewhere.example"))).toHaveLength(1);
  await leaky.close();
  proxy.requests.length = 0;

  await open(page, QUICK);
  await done(page, 60);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // Tabs may add or remove other tabs.
  const opened = new Set<string>();
  for (;;) {
    const names = await page.getByRole("tab").allTextContents();
    const name = names.find((each) => !opened.has(each));
    if (name === undefined) break;
    opened.add(name);
    await page.getByRole("tab").nth(names.indexOf(name)).click();
  }
  expect(opened.size).toBeGreaterThan(3);
  const openers = page.locator('button[aria-haspopup="dialog"]:visible');
  expect(await openers.count()).toBeGreaterThan(1);
  for (const opener of await openers.all()) {
    await opener.click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
  for (const name of ["Keyboard shortcuts", "About this page"]) {
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("group", { name: "More" }).getByRole("button", { name }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    if (name.startsWith("About")) await page.getByText("All dependencies and their licences").click();
    await page.keyboard.press("Escape");
  }
  await page.goto("/bench.html");
  await expect(page.getByRole("button", { name: "Time this device" })).toBeEnabled();
  expect(proxy.requests).toEqual([]);
  await context.close();
  proxy.close();
});
