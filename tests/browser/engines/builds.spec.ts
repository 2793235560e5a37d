// Tests the other two builds in every engine: the element on a page of another origin, and the single file from disk.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import type { Snapshot } from "../../../www/run/snapshot";
import { serveElement, serveHost } from "../embedding";
import type { Served } from "../serve";
import { type Driver, eventually } from "./driver";
import { engines, openEngine, PATIENCE_MS } from "./engines";

/** Waits until all elements on the page have reached their budgets. */
const allDone = (driver: Driver): Promise<Snapshot[]> =>
  eventually("the end of the training", async () => {
    const now = await driver.evaluate(() =>
      [...document.querySelectorAll("hnn-playground")].map((each) => each.snapshot?.() ?? null),
    );
    return now.length > 0 && now.every((each) => each?.settled && each.finished) && (now as Snapshot[]);
  });

function expectTrained({ learners, problems }: Snapshot): void {
  expect(problems).toEqual([]);
  expect(Object.keys(learners)).toEqual(["baseline", "hnn"]);
  for (const { losses, finalState } of Object.values(learners)) {
    expect(losses.at(-1)?.train).toBeLessThan(losses[0]?.train ?? 0);
    expect(finalState?.every(Number.isFinite)).toBe(true);
  }
}

for (const engine of engines) {
  test.describe(engine, () => {
    let element: Served;
    let host: Served;
    let driver: Driver;

    test.beforeAll(async () => {
      test.setTimeout(PATIENCE_MS);
      element = await serveElement();
      host = await serveHost(element);
      driver = await openEngine(engine, host.origin);
    });
    test.afterAll(() => Promise.all([driver?.close(), element.close(), host.close()]));

    test("two elements on a page of another origin, a spring and a pendulum, train", async () => {
      await driver.open(`${host.origin}/example`);
      // The second element is below the window, where it would wait to be scrolled into view.
      await driver.evaluate(() => {
        for (const each of document.querySelectorAll("hnn-playground"))
          each.setAttribute("keep-training", "");
      });
      const all = await allDone(driver);
      expect(all.map(({ settings }) => settings.system)).toEqual(["spring", "pendulum"]);
      all.forEach(expectTrained);
      expect(await driver.pageErrors()).toEqual([]);
    });

    test("the single file works from disk", async () => {
      const folder = mkdtempSync(join(tmpdir(), "hnn-"));
      const file = join(folder, "hnn playground.html");
      copyFileSync(join("dist-single", "hnn-playground.html"), file);
      try {
        await driver.open(`${pathToFileURL(file)}#system=pendulum&width=8&steps=60&seed=3`);
        const [now] = await allDone(driver);
        expect(now?.settings).toMatchObject({ system: "pendulum", width: 8, seed: 3 });
        expect(now?.step).toBe(60);
        if (now) expectTrained(now);
        expect(await driver.pageErrors()).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
}
