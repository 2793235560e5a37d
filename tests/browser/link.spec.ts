// Tests that a link reproduces the run, live changes included.
import { expect, test } from "@playwright/test";
import { choose, done, open, setting, until } from "./page";

test("the same link gives the same losses and rollouts, bit for bit", async ({ page }) => {
  const hash = "v=1&system=pendulum&seed=7&width=12&steps=90&start=1,0.5&log=30:learning_rate:0.01";
  await open(page, hash);
  const first = await done(page);
  expect(first.problems).toEqual([]);
  expect(first.settings).toMatchObject({ system: "pendulum", seed: 7, width: 12, start: [1, 0.5] });
  expect(first.settings.learning_rate).toBe(0.01);
  await open(page, hash);
  const second = await done(page);
  expect(second.learners).toEqual(first.learners);
  expect(second.truth).toEqual(first.truth);
});

test("a copied link contains the live changes", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "seed=3&width=12&steps=4000");
  await until(page, ({ step }) => step > 20);
  await choose(page, setting("learning_rate"), 0.004);
  const changed = await until(page, ({ log }) => log.length === 1);
  const at = changed.log[0]?.step ?? 0;
  await until(page, ({ step }) => step > at + 25);
  await page.getByRole("button", { name: "Pause training" }).click();
  const first = await until(page, ({ running, settled }) => !running && settled);
  await page.getByRole("button", { name: "Copy link to this run" }).click();
  await expect(page.getByText("Link copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("v=2");
  expect(link).toContain("seed=3");
  expect(link).toContain(`log=${at}:learning_rate:0.004`);

  await open(page, new URL(link).hash.slice(1));
  const second = await until(page, ({ step }) => step > first.step);
  expect(second.log).toEqual(first.log);
  for (const [learner, { losses }] of Object.entries(first.learners)) {
    expect(second.learners[learner]?.losses.slice(0, losses.length)).toEqual(losses);
  }
});

test("an address entered while the page is about to write its own is opened", async ({ page }) => {
  // Holds the delay before the page writes the address (ADDRESS_DELAY_MS) until the test releases it.
  await page.addInitScript(() => {
    const wait = window.setTimeout;
    const held: { write?: () => void } = {};
    Object.assign(window, {
      held,
      setTimeout: (job: () => void, ms: number) => {
        if (ms !== 300) return wait(job, ms);
        held.write = job;
        return 0;
      },
    });
  });
  await open(page, "width=8&steps=30");
  await done(page);
  await choose(page, setting("system"), "pendulum");
  await until(page, ({ settings, finished }) => settings.system === "pendulum" && finished);
  const held = await page.evaluate(() => {
    const { write } = (window as unknown as { held: { write?: () => void } }).held;
    location.hash = "#v=1&width=12&steps=20&seed=5";
    write?.();
    return write !== undefined;
  });
  expect(held).toBe(true);
  const now = await until(page, ({ settings, finished }) => settings.seed === 5 && finished);
  expect(now.settings).toMatchObject({ system: "spring", width: 12, steps: 20 });
});

test("the address follows the settings, and a new hash opens another run", async ({ page }) => {
  await open(page, "width=8&steps=30");
  await done(page);
  await choose(page, setting("system"), "pendulum");
  await expect.poll(() => page.url()).toContain("system=pendulum");
  expect(page.url()).toContain("width=8");
  expect(page.url()).toContain("seed=");
  await page.evaluate(() => {
    location.hash = "#v=1&width=12&steps=20&seed=5";
  });
  const now = await until(
    page,
    ({ settings, finished, settled }) => settings.seed === 5 && finished && settled,
  );
  expect(now.settings).toMatchObject({ system: "spring", width: 12, steps: 20 });
});
