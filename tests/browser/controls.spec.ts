// Tests that every control in the catalog changes the physics it names.
import { expect, test } from "@playwright/test";
import type { Snapshot } from "../../www/run/snapshot";
import { catalog, choose, done, open, otherValue, settingsOf, snapshot, until } from "./page";

const STEPS = 40;
const BASE = `width=8&steps=${STEPS}`;

/** Expects the changes that a control of this group causes, and no others. */
function expectOtherPhysics(group: string, before: Snapshot, after: Snapshot): void {
  const losses = ({ learners }: Snapshot) => Object.entries(learners).map(([id, { losses }]) => [id, losses]);
  if (group === "rollout") {
    expect(losses(after)).toEqual(losses(before));
    expect([after.rollout, after.truth]).not.toEqual([before.rollout, before.truth]);
    return;
  }
  expect(losses(after)).not.toEqual(losses(before));
  if (group === "system") expect(after.truth?.finalState).not.toEqual(before.truth?.finalState);
  if (group === "data" || group === "system") expect(after.samples).not.toEqual(before.samples);
  else expect(after.samples).toEqual(before.samples);
}

for (const system of catalog.systems) {
  const hash = `system=${system.id}&${BASE}`;

  test(`${system.label}: controls that restart training`, async ({ page }) => {
    test.setTimeout(300_000);
    await open(page, hash);
    const { settings } = await done(page, STEPS);
    // A formula and its starts have controls of their own, tested in own.spec.ts.
    const restarting = settingsOf(system.id).filter(
      ({ effect, onlyWith, kind }) =>
        effect === "restart" && !onlyWith && !["formula", "intervals"].includes(kind.type),
    );
    for (const info of restarting) {
      await test.step(info.label, async () => {
        // Undo the previous control's change.
        if (JSON.stringify((await snapshot(page)).settings) !== JSON.stringify(settings))
          await page.evaluate((hash) => location.replace(`#v=1&${hash}`), hash);
        const before = await until(
          page,
          (now) => now.settled && now.finished && JSON.stringify(now.settings) === JSON.stringify(settings),
        );
        const value = otherValue(info, before.settings[info.key] ?? 0);
        await choose(page, info, value);
        const after = await until(
          page,
          (now) =>
            now.settings[info.key] === value &&
            now.settled &&
            now.finished &&
            now.step === Number(now.settings.steps),
        );
        expectOtherPhysics(info.group, before, after);
      });
    }
  });

  test(`${system.label}: controls that affect the prediction only`, async ({ page }) => {
    await open(page, hash);
    for (const info of settingsOf(system.id).filter(({ effect }) => effect === "rollout")) {
      await test.step(info.label, async () => {
        const before = await done(page, STEPS);
        const value = otherValue(info, before.settings[info.key] ?? 0);
        await choose(page, info, value);
        const after = await until(
          page,
          (now) => JSON.stringify(now.settings[info.key]) === JSON.stringify(value) && now.settled,
        );
        expectOtherPhysics(info.group, before, after);
      });
    }
  });
}

test("a control that needs a choice of another appears with it, and then changes the training", async ({
  page,
}) => {
  const dependent = catalog.settings.filter(({ onlyWith }) => onlyWith);
  expect(dependent.map(({ key }) => key)).toContain("steps_compared");
  for (const info of dependent) {
    const { key, choices } = info.onlyWith ?? { key: "", choices: [] };
    await open(page, BASE);
    const { settings } = await done(page, STEPS);
    expect(choices).not.toContain(settings[key]);
    await expect(page.getByRole("textbox", { name: info.label, exact: true })).toHaveCount(0);
    for (const choice of choices) {
      await open(page, `${BASE}&${key}=${choice}`);
      const before = await done(page, STEPS);
      const value = otherValue(info, before.settings[info.key] ?? 0);
      await choose(page, info, value);
      const after = await until(
        page,
        (now) => now.settings[info.key] === value && now.settled && now.finished,
      );
      expectOtherPhysics(info.group, before, after);
    }
  }
});

test("live controls take effect at the step at which they change", async ({ page }) => {
  const more = STEPS + 20;
  await open(page, `width=8&steps=${more}`);
  const unchanged = await done(page, more);
  for (const info of catalog.settings.filter(({ effect }) => effect === "live")) {
    await test.step(info.label, async () => {
      await open(page, BASE);
      const before = await done(page, STEPS);
      const value = otherValue(info, before.settings[info.key] ?? 0);
      await choose(page, info, value);
      const changed = await until(page, (now) => now.settings[info.key] === value);
      expect(changed.log).toEqual([{ step: STEPS, key: info.key, value }]);
      await page.evaluate(() => document.querySelector("hnn-playground")?.step(20));
      const after = await done(page, more);
      for (const [learner, { losses }] of Object.entries(after.learners)) {
        const usual = unchanged.learners[learner]?.losses ?? [];
        // A loss is measured at the weights before its step, so the first difference comes one step later.
        const first = losses.findIndex((point, i) => point.train !== usual[i]?.train);
        expect(losses[first]?.step).toBeGreaterThan(STEPS);
      }
    });
  }
});

test("the budget sets where training stops", async ({ page }) => {
  await open(page, BASE);
  await done(page, STEPS);
  for (const info of catalog.settings.filter(({ effect }) => effect === "budget")) {
    await choose(page, info, 2 * STEPS);
    await done(page, 2 * STEPS);
  }
});

test("a slider changes its setting, and its reset button restores the default", async ({ page }) => {
  await open(page, BASE);
  const before = await done(page, STEPS);
  await page.getByRole("slider", { name: "Horizon", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  const after = await until(page, (now) => now.settled && now.rollout?.end !== before.rollout?.end);
  expect(after.rollout?.end).toBeGreaterThan(before.rollout?.end ?? 0);
  await page.getByRole("button", { name: "Reset Horizon to its default" }).click();
  await until(page, (now) => now.settled && now.rollout?.end === before.rollout?.end);
});
