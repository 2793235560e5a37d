// Tests the core of the page in every engine: it loads, trains, drags, exports, and repeats a run from its link to the last bit.
import { createHash } from "node:crypto";
import { expect, test } from "@playwright/test";
import type { RunRecord } from "../../../pkg/hnn_playground";
import type { Snapshot } from "../../../www/run/snapshot";
import { expectLossesOf, nativeRecord } from "../native";
import { centreOf, click, type Driver, download, eventually } from "./driver";
import { engines, openEngine, PATIENCE_MS } from "./engines";

/** The fastest arithmetic of each engine. */
const ARITHMETIC: Record<string, string> = { chromium: "relaxed", firefox: "relaxed", webkit: "portable" };

/** With the renderer's canvases in textures, WebKitGTK 2.50.6 crashed the page at the 8th to 17th load. */
const LOADS: Record<string, number> = { webkit: 45 };

const snapshot = (driver: Driver): Promise<Snapshot | null> =>
  driver.evaluate(() => document.querySelector("hnn-playground")?.snapshot?.() ?? null);

const until = (driver: Driver, what: string, condition: (now: Snapshot) => boolean): Promise<Snapshot> =>
  eventually(what, async () => {
    const now = await snapshot(driver);
    return now && condition(now) ? now : null;
  });

const done = (driver: Driver): Promise<Snapshot> =>
  until(driver, "the end of the training", ({ settled, finished }) => settled && finished);

/** How many of the three columns show more than one colour. */
const drawnColumns = (driver: Driver): Promise<number> =>
  driver.evaluate(() => {
    const columns =
      document.querySelector("hnn-playground")?.shadowRoot?.querySelectorAll("hnn-column") ?? [];
    const drawn = [...columns].filter((column) => {
      const canvas = column.shadowRoot?.querySelector("canvas");
      const copy = new OffscreenCanvas(200, 200).getContext("2d", { willReadFrequently: true });
      if (!canvas || !copy) return false;
      copy.drawImage(canvas, 0, 0, 200, 200);
      const { data } = copy.getImageData(0, 0, 200, 200);
      return new Set(new Uint32Array(data.buffer)).size > 50;
    });
    return drawn.length;
  });

const digest = (content: Buffer): string => createHash("sha256").update(content).digest("hex");

for (const engine of engines) {
  test.describe(engine, () => {
    let driver: Driver;
    let site: string;

    test.beforeAll(async ({ baseURL }) => {
      test.setTimeout(PATIENCE_MS);
      site = baseURL ?? "";
      driver = await openEngine(engine, site);
      console.log(driver.version);
    });
    test.afterAll(() => driver?.close());
    // biome-ignore lint/correctness/noEmptyPattern: Playwright requires an object pattern even without fixtures.
    test.afterEach(async ({}, info) => {
      if (info.status === info.expectedStatus) return;
      await info.attach("window", { body: await driver.screenshot(), contentType: "image/png" });
    });

    test("the page loads and trains to the budget without errors", async () => {
      await driver.open(`${site}/#seed=3&width=16&steps=200`);
      const { learners, step, problems } = await done(driver);
      expect(step).toBe(200);
      expect(Object.keys(learners).sort()).toEqual(["baseline", "hnn"]);
      for (const { losses } of Object.values(learners)) {
        expect(losses.at(-1)?.train).toBeLessThan((losses[0]?.train ?? 0) / 5);
      }
      expect(problems).toEqual([]);
      await eventually("the pictures", async () => (await drawnColumns(driver)) === 3);
      expect(await driver.pageErrors()).toEqual([]);
      // Checks that an error would have been noticed.
      await driver.evaluate(() => console.error("a test error"));
      await eventually("a test error", async () => (await driver.pageErrors()).includes("a test error"));
    });

    test("dragging the initial state moves all rollouts and doesn’t affect training", async () => {
      await driver.open(`${site}/#seed=3&width=8&steps=60`);
      const before = await done(driver);
      const from = await centreOf(driver, "button", "Initial state on the plane of Truth");
      await driver.drag(from, { x: from.x - 20, y: from.y + 15 }, { x: from.x - 60, y: from.y + 40 });
      const after = await until(
        driver,
        "another initial state",
        ({ settled, settings }) => settled && String(settings.start) !== String(before.settings.start),
      );
      expect(after.settings.start).toEqual(after.rollout?.start.map((x) => Number(x.toFixed(4))));
      expect(after.truth?.finalState).not.toEqual(before.truth?.finalState);
      for (const [learner, { losses, finalState }] of Object.entries(after.learners)) {
        expect(finalState).not.toEqual(before.learners[learner]?.finalState);
        expect(losses).toEqual(before.learners[learner]?.losses);
      }
      expect(await driver.pageErrors()).toEqual([]);
    });

    test("the run record and the weights are exported", async () => {
      await driver.open(`${site}/#seed=4&width=12&steps=60&log=30:learning_rate:0.01`);
      const { learners, log } = await done(driver);
      await click(driver, "button", "Save & share");
      const record = await download(driver, () => click(driver, "button", "Download run record of the HNN"));
      expect(record.name).toBe("hnn-spring-hnn-seed4-step60.json");
      const read = JSON.parse(String(record.content)) as RunRecord;
      expect(read).toMatchObject({ learner: "hnn", step: 60, changes: log, arithmetic: ARITHMETIC[engine] });
      expect(read.losses).toEqual(learners.hnn?.losses);
      const weights = await download(driver, () => click(driver, "button", "Download weights of the HNN"));
      expect(weights.name).toBe("hnn-spring-hnn-seed4-step60.safetensors");
      const header = Number(weights.content.readBigUInt64LE(0));
      const tensors = JSON.parse(String(weights.content.subarray(8, 8 + header)));
      expect(tensors["linear1.weight"]).toMatchObject({ dtype: "F32", shape: [12, 2] });
      expect(weights.content.length).toBe(8 + header + 4 * (12 * 2 + 12 + 12 * 12 + 12 + 12));
      expect(await driver.pageErrors()).toEqual([]);
    });

    // candle visits the graph of a loss recursively. This is the longest that the settings allow.
    test("the longest graph of a loss fits on the stack of a worker", async () => {
      const longest = "depth=4&objective=rk4_steps&steps_compared=8&learner_a=helmholtz&activation=softplus";
      await driver.open(`${site}/#width=8&steps=20&trajectories=5&${longest}`);
      const { learners, problems } = await done(driver);
      expect(problems).toEqual([]);
      for (const { step, losses } of Object.values(learners)) {
        expect(step).toBe(20);
        expect(losses.at(-1)?.train).toBeLessThan(losses[0]?.train ?? 0);
      }
      expect(await driver.pageErrors()).toEqual([]);
    });

    test("the page survives many loads, each left before it settles", async () => {
      test.setTimeout(PATIENCE_MS);
      for (let seed = 1; seed <= (LOADS[engine] ?? 6); seed++) {
        await driver.open(`${site}/#width=8&steps=100&seed=${seed}`);
        // Long enough for something to be drawn, whatever it is.
        await new Promise((resolve) => setTimeout(resolve, 700));
      }
      const { problems } = await done(driver);
      expect(problems).toEqual([]);
      expect(await driver.pageErrors()).toEqual([]);
    });

    test("the link repeats the run", async () => {
      await driver.open(
        `${site}/#system=pendulum&seed=7&width=12&steps=90&start=1,0.5&log=30:learning_rate:0.01`,
      );
      const first = await done(driver);
      const link = await driver.evaluate(() => document.querySelector("hnn-playground")?.link ?? "");
      await driver.open(`${site}/${link}`);
      const second = await done(driver);
      expect(second.settings).toEqual(first.settings);
      expect(second.log).toEqual(first.log);
      expect(second.learners).toEqual(first.learners);
      expect(second.truth).toEqual(first.truth);
      expect(await driver.pageErrors()).toEqual([]);
    });
  });
}

test("with ?portable a link gives the same bits in every engine; with the engine’s fastest arithmetic, and natively, numbers within the tolerance", async ({
  baseURL,
}) => {
  test.setTimeout(2 * PATIENCE_MS);
  const runs = ["spring", "pendulum"].map((system) => ({ system, seed: 5, width: 16, steps: 200 }));
  const results: Record<string, { snapshots: Snapshot[]; weights: string }> = {};
  const quickest: Snapshot[][] = [];
  for (const engine of engines) {
    const driver = await openEngine(engine, baseURL ?? "");
    const snapshotsAt = async (address: string) => {
      const snapshots: Snapshot[] = [];
      for (const run of runs) {
        const link = new URLSearchParams(Object.entries(run).map(([key, value]) => [key, String(value)]));
        await driver.open(`${address}#${link}`);
        snapshots.push(await done(driver));
      }
      return snapshots;
    };
    try {
      const quick = await snapshotsAt(`${baseURL}/`);
      expect(quick.map(({ arithmetic }) => arithmetic)).toEqual(runs.map(() => ARITHMETIC[engine]));
      quickest.push(quick);
      const snapshots = await snapshotsAt(`${baseURL}/?portable`);
      expect(snapshots.map(({ arithmetic }) => arithmetic)).toEqual(runs.map(() => "portable"));
      await click(driver, "button", "Save & share");
      const { content } = await download(driver, () =>
        click(driver, "button", "Download weights of the HNN"),
      );
      results[driver.version] = { snapshots, weights: digest(content) };
    } finally {
      await driver.close();
    }
  }
  const [first, ...others] = Object.values(results);
  for (const { snapshots, weights } of others) {
    expect(weights).toBe(first?.weights);
    snapshots.forEach(({ learners, truth, samples }, i) => {
      expect(learners).toEqual(first?.snapshots[i]?.learners);
      expect(truth).toEqual(first?.snapshots[i]?.truth);
      expect(samples).toEqual(first?.snapshots[i]?.samples);
    });
  }
  for (const [i, run] of runs.entries()) {
    for (const [learner, { losses }] of Object.entries(first?.snapshots[i]?.learners ?? {})) {
      const native = nativeRecord(run, learner);
      expectLossesOf(native, losses);
      for (const snapshots of quickest) expectLossesOf(native, snapshots[i]?.learners[learner]?.losses ?? []);
    }
  }
});
