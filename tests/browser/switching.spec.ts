// Tests that the page survives switches of the system: many during training, and one while a rollout takes long.
import { expect, test } from "@playwright/test";
import { choose, done, open, pageErrorsOf, QUICK, setting, snapshot, until } from "./page";
import { countCalls, unansweredCalls } from "./workers";

test("the page works after switching the system twenty times", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, "width=16&steps=5000");
  for (let i = 0; i < 20; i++) {
    const id = i % 2 === 0 ? "pendulum" : "spring";
    await choose(page, setting("system"), id);
    await until(page, ({ settings }) => settings.system === id);
    if (i % 3 === 0) await until(page, ({ step }) => step > 5);
  }
  const now = await until(page, ({ step, rollout }) => step > 30 && rollout !== null);
  expect(now.running).toBe(true);
  expect(now.settings.system).toBe("spring");
  expect(now.settings.width).toBe(16);
  expect(now.problems).toEqual([]);
  expect(pageErrors).toEqual([]);
  // Two trainers, the inspector and the renderer; no others are left.
  await expect.poll(() => page.workers().length).toBe(4);
  const steps = Object.values(now.learners).map(({ step }) => step);
  expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(500);
});

/** The largest rollouts: 20,000 steps of four large networks, which take a minute or so. Training takes ten short steps. */
const LONG_ROLLOUTS =
  "width=256&depth=4&learners=baseline,hnn,conservative,helmholtz&horizon=200&dt=0.01&integrator=implicit_midpoint&trajectories=1&samples=2&steps=10";

test("settings and another system do not wait for a rollout that takes long", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await countCalls(page);
  await open(page, LONG_ROLLOUTS);
  // Layers take part of a second. What is then still unanswered are the learners' rollouts.
  await until(page, ({ finished, lossOfTrueLaw }) => finished && lossOfTrueLaw !== null);
  await page.waitForTimeout(2000);
  await expect.poll(() => unansweredCalls(page)).toEqual([1]);

  // A setting is applied or refused when it is made.
  const [taken, refused] = await page.evaluate(() => {
    const element = document.querySelector("hnn-playground");
    element?.set("steps", 12);
    element?.set("width", 1e9);
    const { settings, problems } = element?.snapshot() ?? {};
    return [settings, problems];
  });
  expect([taken?.steps, taken?.width]).toEqual([12, 256]);
  expect(refused).toHaveLength(1);
  expect(refused?.[0]).toMatch(/^width: 1000000000 is not allowed/);

  expect((await snapshot(page)).learners.hnn?.finalState).toBeUndefined();
  expect(await unansweredCalls(page)).toEqual([1]);
  await page.goto(`/#system=pendulum&${QUICK}`);
  const now = await done(page, 60);
  expect(now.settings.system).toBe("pendulum");
  expect(now.learners.hnn?.finalState).toHaveLength(2);
  // The old rollouts were never answered: another inspector computed the new ones, and the visitor was not bothered.
  expect(await unansweredCalls(page)).toEqual([1, 0]);
  expect(now.problems).toEqual([]);
  await expect.poll(() => page.workers().length).toBe(4);
  expect(pageErrors).toEqual([]);
});
