// Tests the benchmark page: it times this device, and window.__bench keeps its contract.
import { expect, test } from "@playwright/test";

const WIDTH = 8;
const SAMPLES = 64;

/** Arbitrary data and weights: sines of the index. */
const wave = (count: number, scale: number) =>
  Array.from({ length: count }, (_, i) => scale * Math.sin(1 + i * i));

const config = (model: string, outputs: number) => ({
  model,
  H: WIDTH,
  lr: 1e-3,
  data: { n: SAMPLES, x: wave(2 * SAMPLES, 1), t: wave(2 * SAMPLES, 2) },
  init: {
    W1: wave(2 * WIDTH, 0.5),
    b1: wave(WIDTH, 0.3),
    W2: wave(WIDTH * WIDTH, 0.4),
    b2: wave(WIDTH, 0.2),
    W3: wave(WIDTH * outputs, 0.6),
  },
});

test("window.__bench trains on given data, with the same result in both modes", async ({ page }) => {
  await page.goto("/bench.html");
  for (const [model, outputs] of [
    ["hnn", 1],
    ["baseline", 2],
  ] as const) {
    const given = config(model, outputs);
    const trained = await page.evaluate((c) => window.__bench({ ...c, mode: "train", steps: 50 }), given);
    const timed = await page.evaluate(
      (c) =>
        window.__bench({ ...c, mode: "time", warmup_ms: 20, measure_ms: 50, min_steps: 5, sync_every: 3 }),
      given,
    );
    expect(trained.loss).toBeLessThan(trained.check_loss ?? 0);
    expect(timed.check_loss).toBe(trained.check_loss);
    expect(timed.ms_per_step).toBeGreaterThan(0);
    expect(trained.seconds).toBeGreaterThan(0);
  }
});

test("mismatched input is refused by name", async ({ page }) => {
  await page.goto("/bench.html");
  const given = { ...config("hnn", 1), H: 9 };
  const refusal = page.evaluate((c) => window.__bench({ ...c, mode: "train", steps: 1 }), given);
  await expect(refusal).rejects.toThrow("linear1: 16 numbers");
});

test("the button fills the table", async ({ page }) => {
  await page.goto("/bench.html");
  await page.getByRole("button", { name: "Time this device" }).click();
  await expect(page.getByText("Done.")).toBeVisible({ timeout: 60_000 });
  const cells = await page.getByRole("cell").allTextContents();
  expect(cells).toHaveLength(6);
  for (const cell of cells) expect(Number.parseFloat(cell)).toBeGreaterThan(0);
});
