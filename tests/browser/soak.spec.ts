// Tests that long use leaves nothing behind: training, switching systems, dragging and resetting. `make soak` runs it for
// 30 minutes (or SOAK_MINUTES) and prints the measurements; otherwise a short form runs that doesn't measure frames.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import { catalog, choose, done, open, pageErrorsOf, setting, until } from "./page";
import { exposeInstances, type Instance } from "./workers";

const minutes = Number(process.env.SOAK_MINUTES ?? 0);
const long = minutes > 0;
/** Rounds in the short form. The first two are the warm-up. */
const SHORT_ROUNDS = 6;
const RESETS = long ? 500 : 40;

/** Measured between rounds, on the same run at rest: memory in MB, counts, and frame time in ms. */
interface Sample {
  minute: number;
  resets: number;
  heap: number;
  wasm: number;
  resident: number;
  listeners: number;
  nodes: number;
  workers: number;
  frame: number;
  slowFrame: number;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** A process's resident memory in MB. */
function resident(process: number): number {
  const status = `/proc/${process}/status`;
  const kB = existsSync(status)
    ? readFileSync(status, "utf8").match(/VmRSS:\s*(\d+)/)?.[1]
    : execFileSync("ps", ["-o", "rss=", "-p", String(process)], { encoding: "utf8" });
  return Number(kB) / 1000;
}

/** Frame intervals during a few seconds of training, in ms. */
const frames = (page: Page, seconds: number): Promise<number[]> =>
  page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const frame = (now: number) => {
          times.push(now);
          if (now - (times[0] ?? now) < ms) requestAnimationFrame(frame);
          else resolve(times.slice(1).map((time, i) => time - (times[i] ?? 0)));
        };
        requestAnimationFrame(frame);
      }),
    seconds * 1000,
  );

async function drag(page: Page): Promise<void> {
  const box = await page
    .getByRole("img", { name: /^Phase plane/ })
    .nth(1)
    .boundingBox();
  if (!box) throw new Error("The plane has no box.");
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.3 + 0.2 * Math.random(), 0.4));
  await page.mouse.down();
  await page.mouse.move(...at(0.5 + 0.2 * Math.random(), 0.5), { steps: 12 });
  await page.mouse.up();
}

async function round(page: Page, resets: number): Promise<void> {
  for (const { id } of catalog.systems) {
    await choose(page, setting("system"), id);
    await until(page, ({ settings, step }) => settings.system === id && step > 20);
    await drag(page);
    const end = Date.now() + (long ? 4000 : 300);
    while (Date.now() < end) await drag(page);
  }
  // Runs in the page, because clicking the button from the test takes longer than the reset.
  await page.evaluate(async (resets) => {
    const playground = document.querySelector("hnn-playground");
    for (let i = 0; i < resets; i++) {
      playground?.reset();
      do await new Promise(requestAnimationFrame);
      while ((playground?.snapshot().step ?? 1) === 0);
    }
  }, resets);
}

test(`${long ? `${minutes} minutes` : "a few rounds"} leave nothing behind`, async ({ page, browser }) => {
  test.setTimeout((3 * minutes + 5) * 60_000);
  const pageErrors = pageErrorsOf(page);
  await exposeInstances(page, "trainer", "inspector");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const root = await browser.newBrowserCDPSession();
  const began = Date.now();
  const elapsed = () => (Date.now() - began) / 60_000;
  const samples: Sample[] = [];
  let resets = 0;

  // Never reloads: changes the run as a user would.
  await open(page, "seed=3&width=16&steps=200");
  await done(page, 200);
  for (let rounds = 0; long ? elapsed() < minutes || resets < RESETS : rounds < SHORT_ROUNDS; rounds++) {
    const due = long
      ? RESETS * Math.min(1, elapsed() / (0.9 * minutes))
      : ((rounds + 1) * RESETS) / SHORT_ROUNDS;
    const now = Math.max(0, Math.round(due) - resets);
    await round(page, now);
    resets += now;
    // Frames are measured during endless training, everything else on the same run at rest.
    await page.evaluate(() => {
      location.hash = "#v=1&seed=3&width=16&steps=50000";
    });
    await until(
      page,
      ({ settings, step }) => settings.system === "spring" && settings.steps === 50000 && step > 50,
    );
    const intervals = long ? await frames(page, 5) : [];
    await page.evaluate(() => {
      location.hash = "#v=1&seed=3&width=16&steps=200";
    });
    await until(page, ({ settled, finished, step }) => settled && finished && step === 200);
    const sample = await measured(intervals);
    if (samples.length === 0) console.log(`\n${Object.keys(sample).join(" | ")}`);
    console.log(row(sample));
    samples.push(sample);
  }

  async function measured(intervals: number[]): Promise<Sample> {
    const sorted = intervals.toSorted((a, b) => a - b);
    const metrics = await collected(cdp);
    const sizes = await Promise.all(
      page.workers().map((worker) =>
        worker.evaluate(() => {
          // The renderer has none.
          const { instance } = self as unknown as Partial<Instance>;
          return (instance?.exports.memory.buffer.byteLength ?? 0) / 1e6;
        }),
      ),
    );
    const { processInfo } = await root.send("SystemInfo.getProcessInfo");
    const renderers = processInfo.filter(({ type }) => type === "renderer");
    return {
      minute: elapsed(),
      resets,
      heap: (metrics.JSHeapUsedSize ?? 0) / 1e6,
      wasm: sizes.reduce((sum, size) => sum + size, 0),
      resident: renderers.reduce((sum, { id }) => sum + resident(id), 0),
      listeners: metrics.JSEventListeners ?? 0,
      nodes: metrics.Nodes ?? 0,
      workers: page.workers().length,
      frame: median(intervals),
      slowFrame: sorted[Math.floor(0.95 * sorted.length)] ?? 0,
    };
  }

  expect(pageErrors).toEqual([]);
  // Compares thirds of the rounds after the warm-up, so that single readings don't matter. The engine compiles for half a minute.
  const steady = samples.slice(long ? Math.ceil(samples.length / 6) : 4);
  const third = Math.max(1, Math.floor(steady.length / 3));
  const change = (of: keyof Sample) =>
    median(steady.slice(-third).map((sample) => sample[of])) /
    median(steady.slice(0, third).map((sample) => sample[of]));
  expect(new Set(samples.map(({ workers }) => workers))).toEqual(new Set([4]));
  expect(change("listeners"), "listeners").toBe(1);
  // A few text nodes come and go, but five more per round would be a leak.
  expect(change("nodes"), "nodes").toBeLessThan(1.002);
  for (const of of ["heap", "wasm", ...(long ? ["resident" as const] : [])] as const) {
    expect(change(of), of).toBeLessThan(1.05);
    if (long) expect(change(of), of).toBeGreaterThan(0.95);
  }
  if (!long) return;
  expect(resets).toBeGreaterThanOrEqual(RESETS);
  expect(change("frame"), "frame").toBeLessThan(1.05);
});

/** The page's metrics after garbage collection. */
async function collected(cdp: CDPSession): Promise<Record<string, number>> {
  for (let i = 0; i < 3; i++) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

const row = (sample: Sample): string =>
  Object.values(sample)
    .map((value) => (Number.isInteger(value) ? String(value) : value.toFixed(2)))
    .join(" | ");
