// Does the page remember what it may, and work and say so where the browser lets it keep nothing?
import { expect, type Page, test } from "@playwright/test";
import { complaintsOf, done, open, QUICK } from "./page";

/** A choice of colours in the menu, which is opened if need be. */
async function colours(page: Page, name: string) {
  const radio = page.getByRole("group", { name: "Colours" }).getByRole("radio", { name });
  if (!(await radio.isVisible())) await page.getByRole("button", { name: "More", exact: true }).click();
  return radio;
}

test("the choice of colours outlasts the visit", async ({ page }) => {
  await open(page);
  await expect(await colours(page, "System")).toBeChecked();
  await (await colours(page, "Dark")).check();
  await page.reload();
  await expect(await colours(page, "Dark")).toBeChecked();
});

test("spoilt storage counts as none", async ({ page }) => {
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
  test(`${fault}: the choice holds, a sentence says that it will not last, the run goes on`, async ({
    page,
  }) => {
    const complaints = complaintsOf(page);
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
    expect(complaints).toEqual([]);
  });
}
