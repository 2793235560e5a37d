// Tests that a run survives workers that fail, trap, fall silent or cannot start.
import { expect, type Page, test } from "@playwright/test";
import { choose, done, drawn, open, QUICK, setting, snapshot, until } from "./page";
import {
  before,
  breakWorker,
  exposeInstances,
  exposeOwnInstance,
  keepWorkers,
  killSilently,
  made,
  trap,
  trapOwn,
} from "./workers";

const alert = (page: Page, text: string) => page.getByRole("alert").filter({ hasText: text });

const LONGER = "width=32&steps=600";

/** Speeds up the watchdog `times` times, so that silence is noticed sooner. */
async function keepWorkersAndHurry(page: Page, times: number): Promise<void> {
  await keepWorkers(page);
  await page.addInitScript((times) => {
    const native = window.setInterval;
    Object.assign(window, { setInterval: (job: () => void, ms: number) => native(job, ms / times) });
  }, times);
}

for (const [fault, { prepare, inject, says }] of Object.entries({
  "fails during training": { prepare: keepWorkers, inject: breakWorker, says: "was lost (unreachable)" },
  "traps during training": {
    prepare: (page: Page) => exposeInstances(page, "trainer"),
    inject: trap,
    says: "was lost (",
  },
  "falls silent during training": {
    prepare: (page: Page) => keepWorkersAndHurry(page, 4),
    inject: killSilently,
    says: "was lost (it did not answer for 20 s)",
  },
})) {
  test(`a trainer that ${fault} is replaced, and the run ends the same`, async ({ page }) => {
    await prepare(page);
    await open(page, LONGER);
    const undisturbed = await done(page);
    await open(page, LONGER);
    await until(page, ({ step }) => step > 50);
    await inject(page, "trainer");
    await expect(alert(page, says)).toBeVisible({ timeout: 60_000 });
    const now = await done(page, 600);
    expect(now.settings).toEqual(undisturbed.settings);
    for (const [learner, { losses, trainingProblem }] of Object.entries(now.learners)) {
      expect(trainingProblem).toBeNull();
      expect(losses).toEqual(undisturbed.learners[learner]?.losses);
    }
  });
}

test("a trainer that fails while idle is replaced on the next step", async ({ page }) => {
  await keepWorkers(page);
  await open(page, QUICK);
  const { step } = await done(page);
  await breakWorker(page, "trainer");
  await page.getByRole("button", { name: "Single step" }).click();
  await done(page, step + 1);
  await expect(alert(page, "was lost")).toBeVisible();
});

test("trainers without memory: a message per learner, and a reset works once there is memory", async ({
  page,
}) => {
  let full = true;
  const refuse = `WebAssembly.instantiate = () => Promise.reject(new RangeError("could not allocate memory"));`;
  await before(page, ["trainer"], refuse, () => full);
  await open(page, QUICK);
  const stopped = await until(page, ({ learners }) =>
    Object.values(learners).every(({ trainingProblem }) => trainingProblem !== null),
  );
  expect(stopped.learners.hnn?.trainingProblem).toContain("could not allocate memory");
  await expect(page.getByText("stopped at step 0: could not allocate memory").first()).toBeVisible();
  full = false;
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  const now = await done(page, 60);
  expect(now.settings).toEqual(stopped.settings);
  expect(now.learners.hnn?.trainingProblem).toBeNull();
});

for (const [fault, { prepare, inject, says }] of Object.entries({
  fails: { prepare: keepWorkers, inject: breakWorker, says: "was lost (unreachable)" },
  traps: { prepare: (page: Page) => exposeInstances(page, "inspector"), inject: trap, says: "was lost (" },
  "falls silent": {
    prepare: (page: Page) => keepWorkersAndHurry(page, 10),
    inject: killSilently,
    says: "was lost (it did not answer for 180 s)",
  },
})) {
  test(`an inspector that ${fault} is replaced, and computes the next rollouts`, async ({ page }) => {
    await prepare(page);
    await open(page, QUICK);
    const before = await done(page);
    await inject(page, "inspector");
    await page.getByRole("button", { name: /^Initial state on the plane of Truth/ }).focus();
    await page.keyboard.press("ArrowUp");
    await expect(alert(page, says)).toBeVisible({ timeout: 60_000 });
    await choose(page, setting("dt"), 0.1);
    const after = await until(page, ({ settled, rollout }) => settled && rollout?.n !== before.rollout?.n);
    expect(Object.keys(after.learners)).toEqual(Object.keys(before.learners));
    expect(after.learners.hnn?.finalState).toBeDefined();
    expect(after.learners.hnn?.losses).toEqual(before.learners.hnn?.losses);
  });
}

test("inspectors that can’t start for a while: a message, training continues, rollouts return", async ({
  page,
}) => {
  let gone = false;
  await keepWorkers(page);
  await before(page, ["inspector"], `throw new Error("gone");`, () => gone);
  await open(page, QUICK);
  const first = await done(page);
  gone = true;
  await breakWorker(page, "inspector");
  await page.getByRole("button", { name: "Single step" }).click();
  await until(page, ({ step, settled }) => step === first.step + 1 && !settled);
  await expect(alert(page, "was lost (Uncaught Error: gone)")).toBeVisible();
  gone = false;
  const now = await done(page, first.step + 1);
  expect(now.learners.hnn?.finalState).not.toEqual(first.learners.hnn?.finalState);
});

test("the instance that checks settings traps: a message, and the next change is checked by a new one", async ({
  page,
}) => {
  await exposeOwnInstance(page);
  await open(page, QUICK);
  const first = await done(page);
  await trapOwn(page);
  await choose(page, setting("width"), 9);
  await expect(alert(page, "The change could not be made: the numerics failed")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Width", exact: true })).toHaveValue("8");
  expect((await snapshot(page)).learners).toEqual(first.learners);
  await choose(page, setting("width"), 10);
  const now = await until(
    page,
    ({ settled, finished, settings }) => settled && finished && settings.width === 10,
  );
  // The message about the width is answered.
  expect(now.problems).toEqual([]);
});

/** Whether the truth's plane shows something. */
const isDrawn = async (page: Page): Promise<boolean> =>
  (await drawn(page.getByRole("img", { name: /^Phase plane, Truth/ }))).evaluate(({ data }) =>
    data.some((value) => value > 0),
  );

for (const [fault, inject] of Object.entries({ fails: breakWorker, "falls silent": killSilently })) {
  test(`a renderer that ${fault} is replaced, and the run continues`, async ({ page }) => {
    await keepWorkersAndHurry(page, 4);
    await open(page, QUICK);
    const first = await done(page);
    await page.locator("hnn-column canvas").evaluateAll((all) => {
      for (const each of all) each.setAttribute("data-first", "");
    });
    await inject(page, "renderer");
    // The next change gives the renderer something to draw.
    await page.getByRole("button", { name: /^Initial state on the plane of Truth/ }).focus();
    await page.keyboard.press("ArrowUp");
    await expect(page.locator("hnn-column canvas[data-first]")).toHaveCount(0, { timeout: 60_000 });
    await expect(page.locator("hnn-column canvas")).toHaveCount(3);
    await expect.poll(() => isDrawn(page)).toBe(true);
    const now = await done(page);
    // The new renderer has everything it needs.
    expect(await made(page, "renderer")).toBe(2);
    expect(now.problems).toEqual([]);
    expect(now.learners.hnn?.losses).toEqual(first.learners.hnn?.losses);
  });
}

test("renderers that can’t start: a message, and the numbers as usual", async ({ page }) => {
  await before(page, ["renderer"], `throw new Error("gone");`);
  await open(page, QUICK);
  await expect(alert(page, "the planes can’t be drawn")).toBeVisible();
  const now = await done(page, 60);
  expect(now.learners.hnn?.finalState).toBeDefined();
  expect((await snapshot(page)).problems).toHaveLength(1);
});
