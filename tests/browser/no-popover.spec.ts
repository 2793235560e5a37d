// Tests the menu in supported browsers that lack popovers: Firefox 114, Safari 16.4.
import { expect, type Page, test } from "@playwright/test";
import { done, open, pageErrorsOf, QUICK } from "./page";

/** Removes popover support as far as a script can; elements with the attribute would still be hidden. */
const withoutPopovers = (page: Page) =>
  page.addInitScript(() => {
    for (const name of ["popover", "showPopover", "hidePopover", "togglePopover"]) {
      Reflect.deleteProperty(HTMLElement.prototype, name);
    }
    for (const name of ["popoverTargetElement", "popoverTargetAction"]) {
      Reflect.deleteProperty(HTMLButtonElement.prototype, name);
    }
  });

const opener = (page: Page) => page.getByRole("button", { name: "More", exact: true });
const menu = (page: Page) => page.getByRole("group", { name: "More" });

test("the menu starts closed, opens, chooses and closes", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await withoutPopovers(page);
  await open(page, QUICK);
  await done(page);
  await expect(menu(page)).toBeHidden();
  expect(await page.locator("[popover], [popovertarget]").count()).toBe(0);
  await opener(page).click();
  await expect(menu(page)).toBeVisible();
  const [button, box] = [await opener(page).boundingBox(), await menu(page).boundingBox()];
  expect(box?.y).toBeGreaterThan(button?.y ?? 0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1440);
  await menu(page).getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("hnn-playground")).toHaveAttribute("resolved-theme", "dark");
  await page.keyboard.press("Escape");
  await expect(menu(page)).toBeHidden();
  await expect(opener(page)).toBeFocused();
  await opener(page).click();
  await page.getByRole("heading", { name: "HNN Playground", level: 1 }).click();
  await expect(menu(page)).toBeHidden();
  await opener(page).click();
  await menu(page).getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expect(menu(page)).toBeHidden();
  expect(pageErrors).toEqual([]);
});
