// Tests that the page survives any address and any entry, reports what it refuses, and keeps training.
import { expect, type Page, test } from "@playwright/test";
import fc from "fast-check";
import type { Value } from "../../pkg/hnn_playground";
import { settingsOf as infosOf } from "../../www/experiment/catalog";
import { numberFrom } from "../../www/text/numerals";
import { anyHash, anyWord, isWellFormed } from "../properties/arbitrary";
import { done, open, pageErrorsOf, settingsOf, snapshot, until } from "./page";

/** Generates the same garbage every time. */
const sample = { numRuns: 30, seed: 7 };

/** Appended to keep the run small: the last occurrence of a key counts. */
const SMALL = "width=4&depth=1&steps=10&trajectories=1&samples=8&batch_size=0&horizon=2&dt=0.1";

/** Checks that the system has exactly its settings, and that each value is one the catalog allows. */
function expectValid(settings: Record<string, Value>): void {
  const infos = infosOf(settings);
  expect(Object.keys(settings).sort()).toEqual(infos.map(({ key }) => key).sort());
  for (const { key, kind } of infos) {
    const value = settings[key];
    if (kind.type === "choice" || kind.type === "several") {
      const known = kind.options.map(({ id }) => id);
      for (const id of String(value).split(",")) expect(known).toContain(id);
      continue;
    }
    if (kind.type === "formula") {
      expect(typeof value).toBe("string");
      continue;
    }
    const numbers = [value].flat().map(Number);
    const { min, max } = kind;
    const zero = kind.type === "number" && (kind.zero ?? null) !== null;
    expect(numbers.filter((x) => !(x >= min && x <= max) && !(zero && x === 0))).toEqual([]);
  }
}

/** Checks that every message says what is allowed. */
function expectSaid(problems: string[]): void {
  for (const problem of problems) expect(problem).toMatch(/allowed: |known: |this page reads/);
}

async function expectAlive(page: Page, pageErrors: string[]): Promise<void> {
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  expect((await done(page)).step).toBeGreaterThan(0);
  expect(pageErrors).toEqual([]);
}

test("any address opens an experiment, and refused fields are reported", async ({ page }) => {
  test.setTimeout(400_000);
  const pageErrors = pageErrorsOf(page);
  await open(page, SMALL);
  let said = 0;
  const hashes = fc.sample(anyHash, sample);
  for (const [i, garbage] of hashes.entries()) {
    const seed = 1000 + i;
    const hash = `${garbage.replace(/^#/, "")}&${SMALL}&seed=${seed}`;
    await page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
    const now = await until(page, ({ settings, settled, finished, learners }) => {
      const stopped = Object.values(learners).some(({ trainingProblem }) => trainingProblem !== null);
      return settings.seed === seed && settled && (finished || stopped);
    });
    expectValid(now.settings);
    expectSaid(now.problems);
    said += Math.sign(now.problems.length);
    const shown = await page.getByRole("alert").allTextContents();
    for (const problem of now.problems) expect(shown.join("\n")).toContain(problem);
  }
  // Most addresses contain nonsense that must be reported.
  expect(said).toBeGreaterThan(hashes.length / 3);
  await expectAlive(page, pageErrors);
});

test("any entry is accepted or refused by name", async ({ page }) => {
  test.setTimeout(400_000);
  const pageErrors = pageErrorsOf(page);
  await open(page, SMALL);
  const infos = settingsOf("spring").filter(({ kind, onlyWith }) => kind.type === "number" && !onlyWith);
  const entries = fc.sample(fc.tuple(fc.constantFrom(...infos), anyWord), sample);
  for (const [{ key, label, kind }, word] of entries) {
    // Skips text that form fields alter and values that would make the test slow.
    const text = word.replace(/[\r\n\0]/g, "");
    const most = { trajectories: 20, samples: 40, width: 32, steps: 200 }[key];
    if (!isWellFormed(text) || (most !== undefined && Number(text) > most && Number(text) <= 50_000))
      continue;
    const before = await done(page);
    const whole = kind.type === "number" && kind.integer;
    const field = page.getByRole("textbox", { name: label, exact: true });
    await field.fill(text);
    await field.press("Enter");
    const changed = (settings: Record<string, Value>) => !Object.is(settings[key], before.settings[key]);
    await expect
      .poll(async () => {
        const { settings, problems, settled } = await snapshot(page);
        const refused = problems.some(
          (problem) => problem.startsWith(`${key}: `) || problem.startsWith("dt: "),
        );
        const same = text.trim() === "" || numberFrom(text, whole) === before.settings[key];
        return (
          settled &&
          (changed(settings) || refused || same || (kind.type === "number" && text.trim() === kind.zero))
        );
      })
      .toBe(true);
    const { settings, problems } = await snapshot(page);
    expectValid(settings);
    expectSaid(problems);
  }
  await expectAlive(page, pageErrors);
});
