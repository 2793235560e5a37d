// Tests the guided tour: each step asks a question, answers it from the run's numbers, and leaves the page in its state.
import { expect, type Page, test } from "@playwright/test";
import { TOUR_STEPS } from "../../www/experiment/view";
import type { Snapshot } from "../../www/run/snapshot";
import { done, open, QUICK, snapshot, until } from "./page";

const card = (page: Page) => page.getByRole("region").filter({ hasText: "Guided tour" });
const begin = (page: Page) => page.getByRole("button", { name: "Guided tour" }).click();
const at = (page: Page, step: number, condition: (now: Snapshot) => boolean = () => true) =>
  until(
    page,
    (now) =>
      now.view.tour === step && now.step > 0 && now.learners.hnn?.energyDrift !== undefined && condition(now),
  );

test("each step has its own state, a question and this run’s answer", async ({ page }) => {
  test.setTimeout(300_000);
  await open(page, `${QUICK}&seed=11`);
  await done(page);
  await begin(page);
  const seen = new Set<string>();
  for (let step = 1; step <= TOUR_STEPS; step++) {
    await test.step(`step ${step}`, async () => {
      await expect(card(page)).toContainText(`${step} of ${TOUR_STEPS}`);
      await expect(card(page).getByRole("heading")).toBeFocused();
      // The view changes at once; the experiment changes after validation.
      const state = ({ view, settings: { seed, noise, system, friction } }: Snapshot) =>
        JSON.stringify([view.map, view.strip, seed, noise, system, friction, step === 2]);
      seen.add(state(await at(page, step, (now) => !seen.has(state(now)))));
      const question = card(page).getByRole("group");
      await expect(question).toHaveAccessibleName(/\?$/);
      const answers = question.getByRole("button");
      expect(await answers.count()).toBeGreaterThanOrEqual(2);
      await expect(card(page).getByText("✓")).toHaveCount(0);
      await answers.first().click();
      await expect(answers.first()).toHaveAttribute("aria-pressed", "true");
      await expect(card(page).getByRole("status")).not.toBeEmpty();
      if (step < TOUR_STEPS) await card(page).getByRole("button", { name: "Next" }).click();
    });
  }
  await card(page).getByRole("button", { name: "Explore on your own" }).click();
  await expect(card(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Guided tour" })).toBeFocused();
  // The tour doesn't restore the state before it.
  expect((await snapshot(page)).settings).toMatchObject({ system: "spring", friction: 0.05, horizon: 10 });
  expect(await page.evaluate(() => document.querySelector("hnn-playground")?.link)).not.toContain("tour");
});

test("the numbers in the tour’s texts are the run’s", async ({ page }) => {
  test.setTimeout(300_000);
  await open(page, "width=8&steps=300&seed=4&tour=1");
  const now = await done(page, 300);
  const [a, b] = [now.learners.baseline?.testLoss ?? 0, now.learners.hnn?.testLoss ?? 0];
  await card(page).getByRole("button", { name: "They end about equal" }).click();
  const text = card(page).getByText("After training", { exact: false }).first();
  await expect(text).toContainText(String(Number(a.toPrecision(3))));
  await expect(text).toContainText(String(Number(b.toPrecision(3))));
  const equal = Math.abs(a - b) < 0.08 * Math.min(a, b);
  await expect(text).toContainText(equal ? "Correct." : "Not quite.");
});

test("a step has a short link for sharing, and one with the run’s settings for returning", async ({
  page,
}) => {
  await open(page, "tour=3");
  await expect(card(page)).toContainText("3 of");
  const { view, settings } = await at(page, 3);
  expect(view.map).toBe("divergence");
  expect(settings.system).toBe("spring");

  await open(page, `${QUICK}&seed=8&tour=4`);
  const before = await at(page, 4);
  expect(before.settings).toMatchObject({ seed: 8, width: 8 });
  await expect.poll(() => new URL(page.url()).hash).toContain("tour=4");
  await page.reload();
  const after = await at(page, 4);
  expect(after.settings).toEqual(before.settings);
  await expect(card(page)).toContainText("4 of");
});

test("Escape leaves the tour, and shortcuts keep working", async ({ page }) => {
  await open(page, `${QUICK}&tour=2`);
  await at(page, 2);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card(page)).toHaveCount(1);
  await card(page).getByRole("button", { name: "Next" }).focus();
  await page.keyboard.press("Escape");
  await expect(card(page)).toHaveCount(0);
  expect((await snapshot(page)).view.tour).toBe(0);
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
]) {
  test(`the card covers no plane on ${viewport.width} × ${viewport.height}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, QUICK);
    await done(page);
    await begin(page);
    await expect(card(page)).toBeInViewport();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    const box = await card(page).boundingBox();
    for (const plane of await page.getByRole("img", { name: /^Phase plane/ }).all()) {
      const other = await plane.boundingBox();
      if (!box || !other) throw new Error("no box");
      const apart =
        other.x >= box.x + box.width - 1 ||
        other.x + other.width <= box.x + 1 ||
        other.y + other.height <= box.y + 1 ||
        other.y >= box.y + box.height;
      expect(apart).toBe(true);
    }
  });
}
