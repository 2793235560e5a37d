// Tests that playback and training have separate clocks, and that each can be slowed down and stepped.
import { expect, test } from "@playwright/test";
import { choose, done, open, QUICK, setting, snapshot, until } from "./page";

test("playback runs at the chosen speed", async ({ page }) => {
  await open(page, `${QUICK}&horizon=60&speed=0.1`);
  await done(page);
  const speed = page.getByRole("combobox", { name: "Motion speed" });
  await expect(speed).toHaveValue("0.1");
  /** Playback speed in seconds of motion per second, measured by the page's frames. */
  const rate = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const time = () => document.querySelector("hnn-playground")?.snapshot().motion.time ?? 0;
          const [t, began] = [time(), performance.now()];
          const look = () => {
            const took = (performance.now() - began) / 1000;
            if (took > 0.8) resolve((time() - t) / took);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }),
    );
  const slow = await rate();
  await speed.selectOption("4");
  const fast = await rate();
  expect(slow).toBeGreaterThan(0);
  expect(slow).toBeLessThan(0.5);
  expect(fast).toBeGreaterThan(8 * slow);
  await expect.poll(() => page.url()).toContain("speed=4");
});

test("playback steps by button and by key", async ({ page }) => {
  await open(page, QUICK);
  const { rollout } = await done(page);
  const dt = rollout?.dt ?? 0;
  await page.keyboard.press("k");
  await until(page, ({ motion }) => !motion.playing);
  const rowOf = async () => (await snapshot(page)).motion.time / dt;
  await page.getByRole("button", { name: "Step motion forward" }).click();
  const first = await rowOf();
  expect(first).toBeCloseTo(Math.round(first), 3);
  await page.getByRole("button", { name: "Step motion forward" }).click();
  expect(await rowOf()).toBeCloseTo(first + 1, 3);
  await page.getByRole("button", { name: "Step motion back" }).click();
  expect(await rowOf()).toBeCloseTo(first, 3);
  await page.keyboard.press("l");
  await page.keyboard.press("l");
  await page.keyboard.press("j");
  expect(await rowOf()).toBeCloseTo(first + 1, 3);
  // Training is unaffected.
  expect((await snapshot(page)).step).toBe(60);
  await page.keyboard.press("k");
  await until(page, ({ motion }) => motion.playing);
});

test("training keeps to its pace limit, with unchanged results", async ({ page }) => {
  await open(page, QUICK);
  const free = await done(page);
  await open(page, `${QUICK}&pace=50`);
  await until(page, ({ step }) => step > 0);
  const [began, from] = [Date.now(), (await snapshot(page)).step];
  const slow = await done(page, 60);
  const rate = ((60 - from) * 1000) / (Date.now() - began);
  expect(rate).toBeLessThan(65);
  expect(slow.learners).toEqual(free.learners);
  expect(slow.view.pace).toBe(50);
});

test("the pace can change during training; single steps don’t wait for it", async ({ page }) => {
  await open(page, "width=8&steps=100000&pace=1");
  const pace = page.getByRole("combobox", { name: "Training speed" });
  await expect(pace).toHaveValue("1");
  const slow = await until(page, ({ step }) => step >= 2);
  expect(slow.running).toBe(true);
  expect(slow.step).toBeLessThan(20);
  // A live change takes effect between two slow steps.
  await choose(page, setting("learning_rate"), 0.004);
  const changed = await until(page, ({ log }) => log.length === 1);
  expect(changed.log[0]?.step).toBeLessThan(40);
  await page.getByRole("button", { name: "Pause training" }).click();
  const { step } = await until(page, ({ running }) => !running);
  await page.evaluate(() => document.querySelector("hnn-playground")?.step(30));
  await until(page, (now) => now.step === step + 30, 5000);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await pace.selectOption({ label: "as fast as possible" });
  await until(page, (now) => now.step > step + 300);
  await expect.poll(() => page.url()).not.toContain("pace=");
});

test("a hidden page trains no steps and doesn’t catch up", async ({ page }) => {
  await open(page, "width=8&steps=100000&pace=10");
  await until(page, ({ step }) => step >= 1);
  const hide = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await hide(true);
  const { step } = await until(page, ({ running }) => !running);
  await page.waitForTimeout(1500);
  const rested = (await snapshot(page)).step;
  // A step in progress may still finish.
  expect(rested).toBeLessThanOrEqual(step + 1);
  await hide(false);
  const again = await until(page, (now) => now.step > rested);
  expect(again.step).toBeLessThan(rested + 6);
});

for (const width of [1280, 1110, 390, 360]) {
  test(`the transport fits into ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await open(page, "width=8&steps=20000&pace=200");
    await until(page, ({ step }) => step > 1000 || step > 20);
    const transport = page.locator("hnn-transport");
    const edges = await transport.evaluate((element) => {
      const parts = [
        ...(element.shadowRoot?.querySelectorAll("button, input, label, .time, .counter") ?? []),
      ];
      return parts.map((part) => part.getBoundingClientRect()).map(({ left, right }) => [left, right]);
    });
    const box = await transport.boundingBox();
    for (const [left = 0, right = 0] of edges) {
      expect(left).toBeGreaterThanOrEqual((box?.x ?? 0) - 0.5);
      expect(right).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0) + 0.5);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
