// Browser tests against the built site, served by Vite's preview server on a free port.
import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { defineConfig } from "@playwright/test";

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

// Every test worker reads this file again and inherits the environment.
process.env.TEST_PORT ??= String(await freePort());
process.env.CHROMIUM ??= execFileSync("scripts/browser.sh", { encoding: "utf8" }).trim();
const origin = `http://127.0.0.1:${process.env.TEST_PORT}`;

export default defineConfig({
  testDir: "tests/browser",
  outputDir: "test-results",
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // A page keeps two cores busy only while it trains, so two pages at once take two thirds of the time of one after the other.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    baseURL: origin,
    trace: "off",
    // The service worker would intercept requests that tests stub. The offline tests allow it.
    serviceWorkers: "block",
    viewport: { width: 1440, height: 900 },
  },
  projects: [
    // Tests of modules that need no browser run first.
    { name: "properties", testDir: "tests/properties", timeout: 3_600_000 },
    {
      name: "chromium",
      use: {
        browserName: "chromium",
        launchOptions: {
          executablePath: process.env.CHROMIUM,
          args: [
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // Chromium's sandbox doesn't work as root.
            ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
          ],
        },
      },
    },
  ],
  webServer: {
    command: `node_modules/.bin/vite preview --host 127.0.0.1 --port ${process.env.TEST_PORT} --strictPort`,
    url: origin,
    stdout: "ignore",
  },
});
