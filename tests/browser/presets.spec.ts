// Does every experiment that the page offers begin as it is described?
import { expect, test } from "@playwright/test";
import { catalog, open, QUICK, until } from "./page";

test("each preset sets what it names, and nothing else is left over", async ({ page }) => {
  await open(page, QUICK);
  const list = page.getByRole("combobox", { name: "Experiments to try" });
  for (const { id, label, summary, settings } of catalog.presets) {
    await test.step(label, async () => {
      await list.selectOption(id);
      await expect(page.getByText(summary)).toBeVisible();
      const now = await until(
        page,
        ({ step, settings: { system } }) => system === settings.system && step > 0,
      );
      expect(now.settings).toMatchObject(settings);
      if (!("width" in settings)) expect(now.settings.width).not.toBe(8);
      expect(now.problems).toEqual([]);
    });
  }
  await list.selectOption({ label: "The default" });
  const last = catalog.presets.at(-1)?.settings.system;
  await until(page, ({ settings }) => settings.system === last);
  await expect(list).toHaveValue("");
});
