// Tests that axe finds no violations: in both themes, on desktop and phone, with each dialog and tab and with the tour open.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { done, open, QUICK } from "./page";

const PLACES = [
  { name: "desktop", viewport: { width: 1440, height: 900 }, touch: false },
  { name: "phone", viewport: { width: 390, height: 844 }, touch: true },
];

/** States of the page, with the actions that enter and leave them. */
const STATES: { name: string; enter: (page: Page) => Promise<void>; leave: (page: Page) => Promise<void> }[] =
  [
    { name: "the page with its article", enter: articleIsThere, leave: nothing },
    { name: "comparison", enter: (page) => tab(page, /^Compare/), leave: nothing },
    { name: "spread", enter: (page) => tab(page, /^Spread/), leave: (page) => tab(page, "Over time") },
    { name: "pinned runs", enter: pinnedRuns, leave: (page) => tab(page, "Over time") },
    { name: "menu", enter: (page) => press(page, "More"), leave: pressEscape },
    { name: "keys", enter: (page) => page.keyboard.press("?"), leave: pressEscape },
    { name: "about", enter: about, leave: pressEscape },
    { name: "experiments", enter: experiments, leave: pressEscape },
    { name: "the paper's table", enter: (page) => press(page, /paper$/i), leave: pressEscape },
    { name: "export dialog", enter: (page) => press(page, /^Save/), leave: pressEscape },
    { name: "tour", enter: tour, leave: pressEscape },
    { name: "lecture", enter: (page) => press(page, "Lecture view"), leave: nothing },
  ];

for (const { name, viewport, touch } of PLACES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ viewport, hasTouch: touch, isMobile: touch, colorScheme, reducedMotion: "reduce" });

      test("axe finds no violations", async ({ page }) => {
        test.setTimeout(420_000);
        await open(page, QUICK);
        await done(page);
        for (const { name, enter, leave } of STATES) {
          await test.step(name, async () => {
            await enter(page);
            const axe = new AxeBuilder({ page });
            // Themes differ only in colours, and the article needs one check only.
            if (colorScheme === "dark") axe.withRules(["color-contrast", "link-in-text-block"]);
            if (enter !== articleIsThere) axe.exclude("hnn-article");
            const { violations } = await axe.analyze();
            const found = violations.map(
              ({ id, nodes }) =>
                `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join("; ")}`,
            );
            expect.soft(found, name).toEqual([]);
            await leave(page);
          });
        }
      });
    });
  }
}

async function nothing(): Promise<void> {}

async function articleIsThere(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "References" })).toBeVisible();
}

function tab(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole("tab", { name }).click();
}

function press(page: Page, name: string | RegExp): Promise<void> {
  return page
    .getByRole("button", { name, exact: typeof name === "string" })
    .first()
    .click();
}

function pressEscape(page: Page): Promise<void> {
  return page.keyboard.press("Escape");
}

async function pinnedRuns(page: Page): Promise<void> {
  await press(page, "Pin this run");
  await tab(page, /^Pinned/);
  await expect(page.getByRole("button", { name: "Delete run A" })).toBeVisible();
}

async function about(page: Page): Promise<void> {
  await press(page, "More");
  await page.getByRole("group", { name: "More" }).getByRole("button", { name: "About this page" }).click();
  await expect(page.getByRole("dialog", { name: /^About/ })).toBeVisible();
}

async function experiments(page: Page): Promise<void> {
  const settings = page.getByRole("button", { name: "Settings", exact: true });
  if (await settings.isVisible()) await settings.click();
  await press(page, "Experiments to try");
  await expect(page.getByRole("dialog", { name: "Experiments to try" })).toBeVisible();
}

async function tour(page: Page): Promise<void> {
  await press(page, "Guided tour");
  const card = page.getByRole("region", { name: "Same data for both" });
  await card.getByRole("button", { name: "They end about equal" }).click();
}
