// Chromium, driven by Playwright.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";
import { pageErrorsOf } from "../page";
import { type Driver, WINDOW } from "./driver";

export async function openChromium(launch: LaunchOptions): Promise<Driver> {
  const browser = await chromium.launch(launch);
  const page = await browser.newPage({ viewport: WINDOW });
  const downloads = mkdtempSync(join(tmpdir(), "hnn-chromium-"));
  const pageErrors = pageErrorsOf(page);
  page.on("download", (file) => void file.saveAs(join(downloads, file.suggestedFilename())));
  return {
    version: `Chromium ${browser.version()}`,
    downloads,
    async open(url) {
      // Changing only the fragment doesn't reload the page.
      await page.goto("about:blank");
      pageErrors.length = 0;
      await page.goto(url);
    },
    // As a debugger expression, it isn't subject to the page's policy.
    evaluate: (body, ...args) => page.evaluate(`(${body})(...${JSON.stringify(args)})`),
    async drag(first, ...others) {
      await page.mouse.move(first?.x ?? 0, first?.y ?? 0);
      await page.mouse.down();
      for (const { x, y } of others) await page.mouse.move(x, y);
      await page.mouse.up();
    },
    pageErrors: async () => pageErrors,
    screenshot: () => page.screenshot(),
    async close() {
      await browser.close();
      rmSync(downloads, { recursive: true, force: true });
    },
  };
}
