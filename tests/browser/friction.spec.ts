// Tests motion with friction on the page: the truth loses energy, learners are compared with it, γ is learned, and learners that can't
// represent a motion are marked.
import { expect, test } from "@playwright/test";
import { done, open } from "./page";

const FRICTION =
  "system=spring&friction=0.3&horizon=5&noise=0.02&seed=2&width=24&steps=400&learning_rate=0.01";

/** Oracle: with m = 0.5, k = 2 and a = γ/2m, the energy q² + p² from q = 1, p = 0 is that of the damped oscillator in closed form. */
function energyLeft(friction: number, t: number): number {
  const [m, k, a] = [0.5, 2, friction];
  const omega = Math.sqrt(k / m - a * a);
  const decay = Math.exp(-a * t);
  const q = decay * (Math.cos(omega * t) + (a / omega) * Math.sin(omega * t));
  const p = -m * decay * (k / (m * omega)) * Math.sin(omega * t);
  return q * q + p * p;
}

test("the truth loses energy, and each network is compared with it at the same time", async ({ page }) => {
  await open(page, `${FRICTION}&learners=hnn,dissipative`);
  const now = await done(page, 400);
  const left = energyLeft(0.3, 5);
  expect(now.truth?.energyChange).toBeCloseTo(left - 1, 3);
  expect(now.truth?.friction).toEqual([0.3]);
  const { hnn, dissipative } = now.learners;
  const energy = ([q = 0, p = 0]: number[]) => q * q + p * p;
  expect(hnn?.energyChange).toBeCloseTo(energy(hnn?.finalState ?? []) / left - 1, 1);
  expect(hnn?.energyChange).toBeGreaterThan(5);
  expect(hnn?.friction).toBeNull();
  expect(Math.abs(Number(dissipative?.friction?.[0]) / 0.3 - 1)).toBeLessThan(0.15);
  expect(dissipative?.energyDrift).toBeLessThan(0.5);
  const verdict = page.locator(".verdict");
  await expect(verdict).toContainText(/the truth lost \d+\s% of its energy to friction/);
  await expect(verdict).toContainText("the HNN can’t lose energy and ends with");
  await expect(page.getByRole("row", { name: /Friction γ/ })).toContainText("true 0.30");
});

test("the friction of a run changes its data, and none leaves them as they were", async ({ page }) => {
  await open(page, "system=spring&seed=2&width=8&steps=20&noise=0");
  const without = await done(page, 20);
  await open(page, "system=spring&seed=2&width=8&steps=20&noise=0&friction=0.3");
  const lossy = await done(page, 20);
  expect(lossy.samples?.first.slice(0, 2)).toEqual(without.samples?.first.slice(0, 2));
  expect(lossy.samples?.first.slice(2)).not.toEqual(without.samples?.first.slice(2));
  await open(page, "system=spring&seed=2&width=8&steps=20&noise=0&friction=0");
  expect((await done(page, 20)).samples).toEqual(without.samples);
});

test("learners that can’t represent a motion are marked, where they can’t", async ({ page }) => {
  await open(page, "system=spring&width=8&steps=20");
  const settings = page.getByRole("complementary", { name: "Settings" });
  const box = (name: string) => settings.getByRole("checkbox", { name });
  await expect(box("Gradient network can’t oscillate")).toBeVisible();
  await expect(box("Hamiltonian network can’t lose energy")).toHaveCount(0);
  await open(page, "system=spring&width=8&steps=20&friction=0.1");
  await done(page, 20);
  await expect(box("Hamiltonian network can’t lose energy").first()).toBeVisible();
  await expect(settings.getByText("can’t lose energy")).toHaveCount(3);
});

test("the ladder of priors trains its four networks", async ({ page }) => {
  await open(page, "system=spring&width=8&steps=60&learners=baseline,second_order,newtonian,hnn");
  const now = await done(page, 60);
  expect(Object.keys(now.learners)).toEqual(["baseline", "second_order", "newtonian", "hnn"]);
  for (const learner of Object.values(now.learners)) {
    expect(learner.losses.at(-1)?.test).toBeLessThan(Number(learner.losses[0]?.test));
  }
  await expect(page.locator(".remark")).toContainText("Only the Newtonian network and the HNN conserve");
});
