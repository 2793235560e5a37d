// Tests the address: damaged links, unreadable links, and links being opened.
import { expect, type Page, test } from "@playwright/test";
import { choose, done, open, QUICK, setting, snapshot, until } from "./page";

/** Removes the delay before the page writes the address (ADDRESS_DELAY_MS). */
const writeAtOnce = (page: Page) =>
  page.addInitScript(() => {
    const wait = window.setTimeout;
    Object.assign(window, {
      setTimeout: (job: () => void, ms: number) => wait(job, ms === 300 ? 0 : ms),
    });
  });

const LINK = "v=1&system=pendulum&seed=7&width=8&steps=60&start=1,0.5&log=30:learning_rate:0.01";

for (const [how, hash] of Object.entries({
  "as HTML": LINK.replaceAll("&", "&amp;"),
  "percent-encoded twice": encodeURIComponent(LINK),
})) {
  test(`a link damaged ${how} opens its run and stays in the address`, async ({ page }) => {
    await writeAtOnce(page);
    await open(page, hash);
    const now = await done(page, 60);
    expect(now.problems).toEqual([]);
    expect(now.settings).toMatchObject({ system: "pendulum", seed: 7, width: 8, start: [1, 0.5] });
    expect(now.log).toEqual([{ step: 30, key: "learning_rate", value: 0.01 }]);
    expect(new URL(page.url()).hash).toBe(`#${hash}`);
  });
}

test("a link that is partly refused stays in the history", async ({ page }) => {
  await writeAtOnce(page);
  await open(page, `${QUICK}&system=marble&seed=5`);
  const first = await done(page);
  expect(first.settings).toMatchObject({ system: "spring", seed: 5, width: 8 });
  expect(page.url()).toContain("system=marble");
  await choose(page, setting("noise"), 0.2);
  await expect.poll(() => page.url()).toContain("noise=0.2");
  expect(page.url()).not.toContain("marble");
  await page.goBack();
  expect(page.url()).toContain("system=marble");
  const back = await until(page, ({ settings, finished }) => settings.noise === 0.1 && finished);
  expect(back.settings.seed).toBe(5);
  // A valid link is just replaced.
  const entries = await page.evaluate(() => history.length);
  await page.goForward();
  await until(page, ({ settings, finished }) => settings.noise === 0.2 && finished);
  await choose(page, setting("noise"), 0.3);
  await expect.poll(() => page.url()).toContain("noise=0.3");
  expect(await page.evaluate(() => history.length)).toBe(entries);
});

test("an address that is not a link changes neither the run nor itself", async ({ page }) => {
  await writeAtOnce(page);
  await open(page, `${QUICK}&seed=8`);
  const before = await done(page);
  await page.evaluate(() => {
    location.hash = "#chapter-2";
  });
  await expect(page.getByRole("alert").filter({ hasText: "#chapter-2" })).toBeVisible();
  const after = await snapshot(page);
  expect(after.learners).toEqual(before.learners);
  expect(after.settings).toEqual(before.settings);
  expect(new URL(page.url()).hash).toBe("#chapter-2");
});

test("a view chosen before the module loads doesn’t overwrite the link", async ({ page }) => {
  await writeAtOnce(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/#${LINK}`);
  await page.getByRole("button", { name: "Data", exact: true }).click();
  expect((await snapshot(page)).view.layers).not.toContain("data");
  expect(new URL(page.url()).hash).toBe(`#${LINK}`);
  release();
  const now = await done(page, 60);
  expect(now.settings.seed).toBe(7);
  expect(new URL(page.url()).hash).toBe(`#${LINK}`);
});

test("a log of thousands of changes is truncated, and the page works", async ({ page }) => {
  const log = Array.from(
    { length: 6000 },
    (_, i) => `${i + 1}:learning_rate:${(1e-3 + i * 1e-7).toFixed(7)}`,
  );
  await open(page, `${QUICK}&log=${log.join(";")}`);
  const now = await done(page, 60);
  expect(now.problems).toHaveLength(1);
  expect(now.problems[0]).toContain("6,000 live changes; allowed: at most 5,000");
  expect(now.log).toHaveLength(5000);
});
