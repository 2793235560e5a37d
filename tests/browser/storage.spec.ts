// Tests that the page remembers choices, and that it works and reports it if the browser stores nothing.
import { expect, type Page, test } from "@playwright/test";
import { done, open, pageErrorsOf, QUICK } from "./page";

/** The colour choice in the menu, which it opens if necessary. */
async function colours(page: Page, name: string) {
  const radio = page.getByRole("group", { name: "Colours" }).getByRole("radio", { name });
  if (!(await radio.isVisible())) await page.getByRole("button", { name: "More", exact: true }).click();
  return radio;
}

test("the colour choice persists across visits", async ({ page }) => {
  await open(page);
  await expect(await colours(page, "System")).toBeChecked();
  await (await colours(page, "Dark")).check();
  await page.reload();
  await expect(await colours(page, "Dark")).toBeChecked();
});

test("corrupt storage is ignored", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("hnn-playground.theme", '{"dark'));
  await open(page);
  await expect(await colours(page, "System")).toBeChecked();
  await page.addInitScript(() => localStorage.setItem("hnn-playground.theme", '{"dark": true}'));
  await open(page);
  await expect(await colours(page, "System")).toBeChecked();
});

const FAULTS: Record<string, () => void> = {
  "storage that is full": () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  },
  "storage that is denied": () => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("The request was denied.", "SecurityError");
      },
    });
  },
};

for (const [fault, inject] of Object.entries(FAULTS)) {
  test(`${fault}: the choice applies, a message says that it won’t last, and the run continues`, async ({
    page,
  }) => {
    const pageErrors = pageErrorsOf(page);
    await page.addInitScript(inject);
    await open(page, QUICK);
    const before = await done(page);
    await (await colours(page, "Light")).check();
    await expect(await colours(page, "Light")).toBeChecked();
    await expect(
      page.getByRole("alert").filter({ hasText: "The colour, motion and keyboard settings" }),
    ).toBeVisible();
    const after = await done(page);
    expect(after.settings).toEqual(before.settings);
    expect(after.learners).toEqual(before.learners);
    expect(pageErrors).toEqual([]);
  });
}
