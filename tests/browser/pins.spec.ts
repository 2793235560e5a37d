// Tests pinned runs: pin, compare, open, delete; persistence across visits; invalid data in storage.
import { expect, type Page, test } from "@playwright/test";
import type { Pin } from "../../www/experiment/pins";
import type { Strip } from "../../www/render/plot/strips";
import { steady } from "../../www/text/format";
import { choose, done, open, pageErrorsOf, pick, QUICK, setting, snapshot, until } from "./page";

const KEY = "hnn-playground.pins";

const pin = (page: Page) => page.getByRole("button", { name: "Pin this run" });
const runs = (page: Page) => page.getByRole("tab", { name: /^Pinned/ });
const table = (page: Page) => page.getByRole("table", { name: /^Pinned runs/ });

const storedPins = (page: Page): Promise<Pin[]> =>
  page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "[]"), KEY);

const keep = (page: Page, text: string) =>
  page.evaluate(([key, text]) => localStorage.setItem(key ?? "", text ?? ""), [KEY, text]);

/** The pinned curves of a chart: letter, model, values. */
const pinnedCurvesOf = (page: Page, which: number) =>
  page
    .locator("hnn-strips hnn-strip")
    .nth(which)
    .evaluate((element) => {
      const { series, columns } = (element as unknown as { strip: Strip }).strip;
      return series.flatMap(({ pin, model }, i) =>
        pin ? [{ letter: pin, model, values: Array.from(columns[i + 1] ?? []) }] : [],
      );
    });

/** Two pinned runs, the second with less noise, followed by a third run that isn't pinned. */
async function pinTwo(page: Page): Promise<void> {
  await open(page, QUICK);
  await done(page);
  await pin(page).click();
  await until(page, ({ pinned }) => pinned.length === 1);
  await choose(page, setting("noise"), 0.02);
  await until(page, (now) => now.settings.noise === 0.02 && now.settled && now.finished);
  await pin(page).click();
  await until(page, ({ pinned }) => pinned.length === 2);
}

test("a pinned run’s curves appear on every chart", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, QUICK);
  const first = await done(page);
  await pin(page).click();
  await until(page, ({ pinned }) => pinned.join() === "A");
  await choose(page, setting("seed"), 7);
  await until(page, (now) => now.settings.seed === 7 && now.settled && now.finished);
  const time = await pinnedCurvesOf(page, 0);
  expect(time.map(({ letter, model }) => letter + model).sort()).toEqual(["Abaseline", "Ahnn"]);
  const energy = time.find(({ model }) => model === "baseline")?.values ?? [];
  const [h0, h1] = [Number(energy[0]), Number(energy.at(-1))];
  expect((h1 - h0) / h0).toBeCloseTo(first.learners.baseline?.energyChange ?? Number.NaN, 3);
  const loss = (await pinnedCurvesOf(page, 1)).find(({ model }) => model === "hnn")?.values ?? [];
  expect(loss.at(-1)).toBe(first.learners.hnn?.losses.at(-1)?.test);
  for (const name of [/^Learned/, "Error", "q(t)", "p(t)"]) {
    await pick(page, name);
    const models = (await pinnedCurvesOf(page, 0)).map(({ model }) => model).sort();
    expect(models).toEqual(name instanceof RegExp ? ["hnn"] : ["baseline", "hnn"]);
  }
  // With another initial state, the truth differs and is drawn as well; pins of another system aren't.
  await choose(page, setting("start"), [0.5, 0.2]);
  await until(page, ({ rollout, settled }) => settled && rollout?.start[0] === 0.5);
  await expect.poll(async () => (await pinnedCurvesOf(page, 0)).map(({ model }) => model)).toContain("truth");
  await choose(page, setting("system"), "pendulum");
  await until(page, (now) => now.settings.system === "pendulum" && now.settled);
  expect(await pinnedCurvesOf(page, 0)).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test("the table shows the differences and results; runs can be hidden, opened and deleted", async ({
  page,
}) => {
  await pinTwo(page);
  const second = await snapshot(page);
  await runs(page).click();
  await expect(table(page).getByRole("columnheader")).toHaveText([
    "Run",
    "Step",
    "Noise σ",
    "Learner",
    "Training loss",
    "Test loss",
    "Energy change",
    "Largest drift",
    "Coordinate error",
    "Pace",
  ]);
  const b = table(page)
    .getByRole("rowgroup")
    .filter({ has: page.getByRole("checkbox", { name: "Curves of run B" }) });
  await expect(b).toContainText("0.02");
  for (const { trainLoss, testLoss } of Object.values(second.learners)) {
    await expect(b).toContainText(steady(trainLoss ?? 0, 3));
    await expect(b).toContainText(steady(testLoss ?? 0, 3));
  }

  await page.getByRole("checkbox", { name: "Curves of run A" }).uncheck();
  await pick(page, "Over time");
  expect(new Set((await pinnedCurvesOf(page, 0)).map(({ letter }) => letter))).toEqual(new Set(["B"]));

  await runs(page).click();
  await page.getByRole("button", { name: "Open run A" }).click();
  const opened = await until(
    page,
    (now) => now.settings.noise === setting("noise").defaults.spring && now.settled && now.finished,
  );
  expect(opened.view.tab).toBe("runs");
  const [a] = await storedPins(page);
  expect(a?.models.hnn?.result.testLoss).toBe(opened.learners.hnn?.testLoss);
  await expect.poll(() => page.url()).not.toContain("noise=");

  await page.getByRole("button", { name: "Delete run A" }).click();
  await until(page, ({ pinned }) => pinned.join() === "B");
  await expect(page.getByRole("button", { name: "Delete run B" })).toBeFocused();
  // The letter is free again.
  await page.keyboard.press("p");
  await until(page, ({ pinned }) => pinned.join() === "A,B");
  await page.getByRole("button", { name: "Delete all" }).click();
  await page.getByRole("button", { name: "Keep them" }).click();
  await page.getByRole("button", { name: "Delete all" }).click();
  await page.getByRole("button", { name: "Permanently delete all 2" }).click();
  await until(page, ({ pinned }) => pinned.length === 0);
  await expect(page.getByText("No run is pinned yet.")).toBeVisible();
  expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBeNull();
});

test("a pin from an earlier version loses only its coordinate error", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await pin(page).click();
  await until(page, ({ pinned }) => pinned.length === 1);
  const [now] = await storedPins(page);
  if (!now) throw new Error("no pin");
  // Earlier pins have no pace, and the distance in q and p, from which the mean squared error can be computed.
  const old = structuredClone(now) as unknown as {
    models: Record<
      string,
      { curves: Record<string, number[] | null>; squares?: unknown; result: Record<string, unknown> }
    >;
  };
  for (const [name, model] of Object.entries(old.models)) {
    const squares = now.models[name]?.squares ?? [];
    model.curves.error = squares.map((square) => Math.sqrt(2 * (square ?? 0)));
    model.result.coordinateError = 0.7;
    delete model.squares;
    delete model.result.pace;
  }
  await keep(page, JSON.stringify([old]));
  await page.reload();
  await until(page, ({ pinned, problems }) => pinned.join() === "A" && problems.length === 0);
  const [read] = await page.evaluate(() => document.querySelector("hnn-playground")?.pins ?? []);
  const hnn = read?.models.hnn;
  expect(hnn?.curves.error).toBeNull();
  expect(hnn?.result).toMatchObject({
    coordinateError: null,
    pace: null,
    energyDrift: now.models.hnn?.result.energyDrift,
  });
  expect(hnn?.squares?.at(-1)).toBeCloseTo(now.models.hnn?.squares?.at(-1) ?? Number.NaN, 6);
});

test("pinned runs persist across visits", async ({ page }) => {
  await pinTwo(page);
  const stored = await storedPins(page);
  for (const { t, models } of stored) {
    expect(t.length).toBeLessThanOrEqual(400);
    expect(Object.keys(models)).toHaveLength(3);
  }
  await open(page, `${QUICK}&seed=9`);
  await until(page, ({ pinned, settled }) => settled && pinned.join() === "A,B");
  expect((await pinnedCurvesOf(page, 0)).length).toBe(4);
});

test("invalid pins in storage are ignored and reported once", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await pin(page).click();
  await until(page, ({ pinned }) => pinned.length === 1);
  const [a] = await storedPins(page);
  const b = { ...a, letter: "B" };
  const spoilt: unknown[] = [
    a,
    { ...b, step: -1 },
    { ...b, letter: "A" },
    { ...b, settings: { system: "nonsense" } },
    { ...b, models: { hnn: { curves: {}, losses: [], result: {} } } },
    "garbage",
  ];
  await keep(page, JSON.stringify(spoilt));
  await open(page, QUICK);
  const now = await until(page, ({ problems }) => problems.length > 0);
  expect(now.pinned).toEqual(["A"]);
  expect(now.problems).toEqual([
    "5 pinned runs could not be read from this browser’s storage and were ignored.",
  ]);
  await open(page, QUICK);
  const again = await done(page);
  expect(again.pinned).toEqual(["A"]);
  expect(again.problems).toEqual([]);
});

for (const [text, said] of [
  ["{", 0],
  ["17", 1],
  ['{"a":1}', 1],
  ['[null,{"letter":"A"}]', 1],
] as const) {
  test(`with ${text} in storage the page runs and has no pins`, async ({ page }) => {
    await page.addInitScript(([key, text]) => localStorage.setItem(key ?? "", text ?? ""), [KEY, text]);
    await open(page, QUICK);
    const { pinned, problems } = await done(page);
    expect(pinned).toEqual([]);
    expect(problems).toHaveLength(said);
  });
}

test("without storage, a pin lasts for the visit, and the page says so", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(page, QUICK);
  await done(page);
  await pin(page).click();
  const { problems, pinned } = await until(page, (now) => now.problems.length > 0);
  expect(pinned).toEqual(["A"]);
  expect(problems[0]).toContain("The pinned runs could not be saved");
});

test("two pages of one browser share their pinned runs", async ({ page, context }) => {
  await open(page, QUICK);
  await done(page);
  const other = await context.newPage();
  await open(other, QUICK);
  await pin(page).click();
  await until(other, ({ pinned }) => pinned.join() === "A");
  await other.close();
});

test("twelve runs can be pinned, and the page says so", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  for (let count = 1; count <= 12; count++) {
    await pin(page).click();
    await until(page, ({ pinned }) => pinned.length === count);
  }
  await pin(page).click();
  const { problems, pinned } = await until(page, ({ problems }) => problems.length > 0);
  expect(pinned.join("")).toBe("ABCDEFGHIJKL");
  expect(problems[0]).toContain("You can pin up to 12 runs.");
  await runs(page).click();
  await expect(page.getByRole("button", { name: /^Delete run/ })).toHaveCount(12);
});

test("the element’s pinned runs can be read and set by its page", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const letters = await page.evaluate(async () => {
    const playground = document.querySelector("hnn-playground");
    if (!playground) return [];
    const pinsChanged = new Promise((resolve) =>
      playground.addEventListener("pinschange", resolve, { once: true }),
    );
    await playground.pin();
    await pinsChanged;
    const { pins } = playground;
    playground.pins = [];
    const without = playground.snapshot().pinned;
    playground.pins = pins;
    return [pins.map(({ letter }) => letter), without];
  });
  expect(letters[0]).toEqual(["A"]);
  await until(page, ({ pinned }) => pinned.join() === "A");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("the table scrolls inside its container", async ({ page }) => {
    await open(page, QUICK);
    await done(page);
    await pin(page).tap();
    await until(page, ({ pinned }) => pinned.length === 1);
    await runs(page).tap();
    const region = page.getByRole("region", { name: "Table of the pinned runs" });
    await expect(region).toBeVisible();
    const [inner, outer] = await region.evaluate((each) => [each.scrollWidth, each.clientWidth]);
    expect(inner).toBeGreaterThan(outer ?? 0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});
