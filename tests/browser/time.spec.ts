// Tests the page while it is hidden, after the machine slept, and when the clock jumps.
import { execFileSync } from "node:child_process";
import { expect, type Page, test } from "@playwright/test";
import { done, open, QUICK, snapshot, until } from "./page";

const LONG = "width=8&steps=50000";

const timeOf = (page: Page): Promise<number> =>
  page.getByRole("slider", { name: "Time of the motion" }).inputValue().then(Number);

function show(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    Object.defineProperty(document, "visibilityState", {
      configurable: true,
      value: hidden ? "hidden" : "visible",
    });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

test("training pauses while the page is hidden, and continues afterwards", async ({ page }) => {
  await open(page, LONG);
  await until(page, ({ step }) => step > 50);
  await show(page, true);
  const { step } = await until(page, ({ running, settled }) => !running && settled);
  await page.waitForTimeout(1500);
  expect(await snapshot(page)).toMatchObject({ step, running: false, problems: [] });
  await show(page, false);
  const now = await until(page, (now) => now.step > step);
  // No burst of steps: the first chunk has the usual size.
  expect(now.step - step).toBeLessThanOrEqual(1000);
  expect(now.problems).toEqual([]);
  // A page opened in the background starts training once it is visible.
  await page.addInitScript(() => {
    Object.defineProperty(document, "hidden", { configurable: true, value: true });
  });
  await open(page, QUICK);
  await until(page, ({ settled }) => settled);
  expect((await snapshot(page)).step).toBe(0);
  await show(page, false);
  await done(page, 60);
});

test("after a long sleep of the machine, no worker counts as lost and nothing is caught up", async ({
  page,
}) => {
  await open(page, LONG);
  await until(page, ({ step }) => step > 50);
  const cdp = await (await page.context().browser()?.newBrowserCDPSession())?.send(
    "SystemInfo.getProcessInfo",
  );
  const processes =
    cdp?.processInfo.filter(({ type }) => type === "renderer").map(({ id }) => String(id)) ?? [];
  expect(processes.length).toBeGreaterThan(0);
  const { step } = await snapshot(page);
  const time = await timeOf(page);
  execFileSync("kill", ["-STOP", ...processes]);
  try {
    await new Promise((resolve) => setTimeout(resolve, 25_000));
  } finally {
    execFileSync("kill", ["-CONT", ...processes]);
  }
  const now = await until(page, (now) => now.step > step);
  expect(now.problems).toEqual([]);
  const later = await timeOf(page);
  // Playback restarts at its end, 20 s, and may advance a little before the page answers.
  expect((later - time + 20) % 20).toBeLessThan(10);
  await until(page, ({ step, running }) => running && step > now.step, 30_000);
  expect((await snapshot(page)).problems).toEqual([]);
});

for (const [jump, ms] of Object.entries({ "an hour forward": 3.6e6, "an hour back": -3.6e6 })) {
  test(`training, rollouts and playback continue when the clock jumps ${jump}`, async ({ page }) => {
    await page.addInitScript(() => {
      let offset = 0;
      const { performance } = window;
      const now = performance.now.bind(performance);
      const frame = requestAnimationFrame.bind(window);
      const date = Date.now.bind(Date);
      performance.now = () => now() + offset;
      Date.now = () => date() + offset;
      window.requestAnimationFrame = (draw) => frame((time) => draw(time + offset));
      Object.assign(window, {
        jump: (ms: number) => {
          offset += ms;
        },
      });
    });
    await open(page, LONG);
    await until(page, ({ step, rollout }) => step > 50 && rollout !== null);
    const time = await timeOf(page);
    await page.evaluate((ms) => (window as unknown as { jump(ms: number): void }).jump(ms), ms);
    const before = await snapshot(page);
    // The rollouts belong to later weights, so they follow training.
    const after = await until(
      page,
      ({ step, learners }) =>
        step > before.step && learners.hnn?.finalState?.[0] !== before.learners.hnn?.finalState?.[0],
    );
    expect(after.problems).toEqual([]);
    // Playback doesn't catch up on the hour.
    expect((await timeOf(page)) - time).toBeLessThan(15);
    await expect.poll(() => timeOf(page)).not.toBe(time);
    await until(page, ({ stepsPerSecond }) => stepsPerSecond > 1);
    await page.getByRole("button", { name: "Pause training" }).click();
    await until(page, ({ running, settled }) => !running && settled);
    const { step } = await snapshot(page);
    await expect(page.getByText(`step ${step.toLocaleString("en")}`, { exact: true })).toBeVisible();
  });
}
