// Tests that every experiment of the gallery starts as described and has a thumbnail of its own.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { catalog, open, QUICK, until } from "./page";

const thumbnails = JSON.parse(
  readFileSync(new URL("../../www/thumbnails.json", import.meta.url), "utf8"),
) as Record<string, { settings: Record<string, unknown>; paths: Record<string, string> }>;

test("each preset sets what it names and leaves nothing over", async ({ page }) => {
  test.setTimeout(300_000);
  await open(page, QUICK);
  const gallery = page.getByRole("dialog", { name: "Experiments to try" });
  for (const { label, summary, settings } of catalog.presets) {
    await test.step(label, async () => {
      await page.getByRole("button", { name: "Experiments to try" }).first().click();
      const card = page.getByRole("button", { name: `${label} ${summary}` });
      await expect(card).toContainText(summary);
      await card.click();
      await expect(gallery).toBeHidden();
      const panel = page.getByRole("complementary", { name: "Settings" });
      await expect(panel.getByText(summary).filter({ visible: true })).toBeVisible();
      const now = await until(
        page,
        ({ step, settings: { system } }) => system === settings.system && step > 0,
      );
      expect(now.settings).toMatchObject(settings);
      if (!("width" in settings)) expect(now.settings.width).not.toBe(8);
      expect(now.problems).toEqual([]);
    });
  }
  await page.getByRole("button", { name: "Back to the default" }).click();
  const last = catalog.presets.at(-1);
  await until(
    page,
    ({ settings }) => settings.system === last?.settings.system && settings.noise !== last?.settings.noise,
  );
  await expect(page.getByRole("button", { name: "Back to the default" })).toHaveCount(0);
});

test("the gallery marks the current experiment, and closes without a change", async ({ page }) => {
  await open(page, "noise=0.3&system=spring");
  const button = page.getByRole("button", { name: "Experiments to try" }).first();
  await button.click();
  const gallery = page.getByRole("dialog", { name: "Experiments to try" });
  const cards = catalog.presets.map(({ label, summary }) =>
    page.getByRole("button", { name: `${label} ${summary}` }),
  );
  for (const [i, card] of cards.entries()) {
    await expect(card).toHaveAttribute("aria-pressed", String(catalog.presets[i]?.id === "noisy"));
  }
  await page.keyboard.press("Escape");
  await expect(gallery).toBeHidden();
  await expect(button).toBeFocused();
});

test("the thumbnails match the experiments’ current settings", () => {
  expect(Object.keys(thumbnails).sort()).toEqual(catalog.presets.map(({ id }) => id).sort());
  for (const { id, settings } of catalog.presets) {
    expect(thumbnails[id]?.settings, `${id}: make thumbnails`).toEqual(settings);
    const paths = thumbnails[id]?.paths ?? {};
    const learners = String(settings.learners ?? "baseline,hnn").split(",");
    expect(Object.keys(paths).sort()).toEqual([...learners, "truth"].sort());
    for (const path of Object.values(paths)) expect(path).toMatch(/^M\d+ \d+l/);
  }
});
