// Tests the article: it loads, shows the run's numbers, and links to the instrument and back.
import { expect, type Page, test } from "@playwright/test";
import { signedPercent } from "../../www/text/format";
import { done, open, QUICK, until } from "./page";

const heading = (page: Page) => page.getByRole("heading", { name: "Why one network spirals" });

test("the first screen links to the article, which loads after the first trained frame", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const way = page.getByRole("button", { name: /^How it works/ });
  await expect(way).toBeInViewport();
  await expect(heading(page)).not.toBeInViewport();
  await way.click();
  await expect(heading(page)).toBeInViewport();
  await expect(heading(page)).toBeFocused();
});

test("the article’s numbers are the run’s", async ({ page }) => {
  await open(page, QUICK);
  const now = await done(page);
  const notes = page.getByRole("note", { name: "This run" });
  const { baseline, hnn } = now.learners;
  for (const loss of [baseline?.testLoss, hnn?.testLoss, now.lossOfTrueLaw]) {
    await expect(notes.filter({ hasText: "Test loss at step 60" })).toContainText(
      String(Number(loss?.toPrecision(3))),
    );
  }
  await expect(notes.filter({ hasText: "Energy change after 20" })).toContainText(
    signedPercent(hnn?.energyChange ?? Number.NaN),
  );

  // They follow the run.
  await page.evaluate(() => document.querySelector("hnn-playground")?.set("steps", 90));
  await done(page, 90);
  await expect(notes.filter({ hasText: "Test loss at step 90" })).toHaveCount(1);
});

test("the loss of the true law is shown if the objective compares derivatives", async ({ page }) => {
  await open(page, "width=16&steps=300");
  const { lossOfTrueLaw } = await done(page);
  // 4σ² on the spring (docs/numerics.md). The mean of 1,500 squares, from 750 test states, has a standard error of 4 %.
  expect((lossOfTrueLaw ?? 0) / 0.04).toBeGreaterThan(0.85);
  expect((lossOfTrueLaw ?? 0) / 0.04).toBeLessThan(1.15);
  await open(page, `${QUICK}&objective=rk4_step`);
  expect((await done(page)).lossOfTrueLaw).toBeNull();
  await expect(
    page.getByRole("note", { name: "This run" }).filter({ hasText: "Test loss" }),
  ).not.toContainText("True law");
});

test("clicking a term shows it on the instrument, and there is a way back", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, QUICK);
  await done(page);
  await page.getByRole("button", { name: /^How it works/ }).click();
  for (const [name, view] of [
    ["divergence", { map: "divergence" }],
    ["its own energy", { tab: "strips", strip: "learned" }],
    ["a slightly wrong landscape", { map: "difference" }],
    ["level lines", { map: "own", strip: "energy" }],
    ["try many seeds", { tab: "spread" }],
  ] as const) {
    const term = page.getByRole("button", { name, exact: true });
    await term.click();
    const now = await until(page, (now) =>
      Object.entries(view).every(([key, value]) => now.view[key as "map"] === value),
    );
    expect(now.view).toMatchObject(view);
    await expect(page.getByRole("group", { name: "Phase planes" })).toBeInViewport();
    await expect(term).toHaveAttribute("aria-pressed", "true");
    const back = page.getByRole("button", { name: /^Back to the article/ });
    await expect(back).toBeFocused();
    await back.press("Enter");
    await expect(term).toBeFocused();
    await expect(term).toBeInViewport();
    await expect(back).toBeHidden();
  }
});

test("clicking an experiment in the article starts it, with the current seed", async ({ page }) => {
  await open(page, `${QUICK}&seed=5`);
  await done(page);
  await page.getByRole("button", { name: "turning over" }).click();
  const { settings } = await until(page, (now) => now.settings.system === "pendulum" && now.step > 0);
  expect(settings).toMatchObject({ seed: 5, start: [0, 2.8], horizon: 10 });
});

test("formulas are MathML with matching alternative text", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const formulas = page.getByRole("math");
  await expect(formulas.first()).toBeAttached();
  const sizes = await page
    .locator("hnn-article math[display=block]")
    .evaluateAll((all) =>
      all.map((each) => [each.getBoundingClientRect().height, each.getAttribute("alttext")]),
    );
  expect(sizes).toHaveLength(3);
  // A fraction is taller than a line of text if the browser lays out MathML instead of printing its characters in a row.
  for (const [height, text] of sizes) {
    expect(height).toBeGreaterThan(30);
    expect(text).toBeTruthy();
  }
});

test("invalid view fields are reported and ignored", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await page.evaluate(() =>
    document.querySelector("hnn-playground")?.look({ map: "colourful", strip: "q", colour: 1 } as never),
  );
  const { view, problems } = await until(page, (now) => now.problems.length > 0);
  expect(view).toMatchObject({ map: "own", strip: "q" });
  expect(problems.join(" ")).toContain(
    "map: “colourful” was ignored; allowed: own, difference, divergence, none",
  );
  expect(problems.join(" ")).toContain("colour");
});
