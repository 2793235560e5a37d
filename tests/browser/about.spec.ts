// Tests the About dialog: keyboard shortcuts, colours and motion, origin, licence and source.
import { expect, type Page, test } from "@playwright/test";
import { done, open, QUICK } from "./page";

const more = (page: Page) => page.getByRole("button", { name: "More", exact: true });
const choice = (page: Page, group: string, name: string) =>
  page.getByRole("group", { name: group }).getByRole("radio", { name });

test("the question mark key lists all shortcuts, and Escape returns the focus", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const seed = page.getByRole("button", { name: "New seed" });
  await seed.focus();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list).toBeVisible();
  const listed = await page.evaluate(() => document.querySelector("hnn-playground")?.keys ?? []);
  expect(listed.length).toBeGreaterThanOrEqual(4);
  for (const { label } of listed) {
    await expect(page.getByRole("definition").filter({ hasText: label }).first()).toBeVisible();
  }
  // Tab and Shift+Tab keep the focus inside the dialog.
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(
      () => document.querySelector("hnn-playground")?.shadowRoot?.activeElement?.localName,
    );
    expect([undefined, "hnn-dialogs"]).toContain(outside);
  }
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(seed).toBeFocused();
});

test("colours and motion follow the system until the user chooses, and the choice persists", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "no-preference" });
  await open(page, QUICK);
  await done(page);
  const paper = () =>
    page.evaluate(
      () => getComputedStyle(document.querySelector("hnn-playground") as Element).backgroundColor,
    );
  const dark = await paper();
  await more(page).click();
  await choice(page, "Colours", "Light").check();
  await expect.poll(paper).not.toBe(dark);
  await expect(page.getByRole("button", { name: "Pause motion" })).toBeVisible();
  await choice(page, "Motion", "Reduced").check();
  await expect(page.getByRole("button", { name: "Play motion" })).toBeVisible();
  const light = await paper();
  await page.keyboard.press("Escape");
  await expect(more(page)).toBeFocused();

  await page.reload();
  await done(page);
  expect(await paper()).toBe(light);
  await expect(page.getByRole("button", { name: "Play motion" })).toBeVisible();
  await more(page).click();
  await expect(choice(page, "Colours", "Light")).toBeChecked();
  await expect(choice(page, "Motion", "Reduced")).toBeChecked();
});

test("About names its sources, and its links to the page’s own files work", async ({ page, request }) => {
  await open(page, QUICK);
  await done(page);
  await more(page).click();
  await page.getByRole("group", { name: "More" }).getByRole("button", { name: "About this page" }).click();
  const about = page.getByRole("dialog", { name: "About HNN Playground" });
  await expect(about).toBeVisible();
  await expect(page.getByText(/Version \d+\.\d+\.\d+/)).toBeVisible();
  // The article has one, too.
  const paper = page.getByRole("link", { name: "Hamiltonian Neural Networks", exact: true });
  await expect(paper.last()).toHaveAttribute("href", "https://arxiv.org/abs/1906.01563");
  const source = await page.getByRole("link", { name: /source/i }).getAttribute("href");
  const answer = await request.get(new URL(source ?? "", page.url()).href);
  expect(await answer.text()).toContain("# HNN Playground");
  await page.getByRole("button", { name: "list of shortcuts" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expect(about).toBeHidden();
});
