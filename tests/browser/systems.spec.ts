// Tests the dialog of all systems: its groups, its portraits, and that a card switches the system.
import { expect, test } from "@playwright/test";
import { catalog, done, open, QUICK, until } from "./page";

test("every system has a card with a picture of its own, in its group, and a card switches to it", async ({
  page,
}) => {
  await open(page, QUICK);
  await done(page);
  await page.getByRole("button", { name: "All systems" }).click();
  const dialog = page.getByRole("dialog", { name: "Systems" });
  for (const [label, several] of [
    ["One degree of freedom", false],
    ["Several degrees of freedom", true],
  ] as const) {
    const members = catalog.systems.filter(({ id, dof }) => id !== "own" && dof > 1 === several);
    const cards = page.getByRole("region", { name: label }).getByRole("button");
    await expect(cards).toHaveCount(members.length);
    for (const { label, formula } of members)
      await expect(cards.filter({ hasText: label })).toContainText(formula);
  }
  await expect(page.getByRole("region", { name: "Any formula" }).getByRole("button")).toHaveText(/Your own/);
  const pictures = await page.locator("hnn-systems canvas").evaluateAll((all) =>
    all.map((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const copy = new OffscreenCanvas(width, height).getContext("2d");
      copy?.drawImage(canvas as HTMLCanvasElement, 0, 0);
      const data = copy?.getImageData(0, 0, width, height).data ?? [];
      // Where it is opaque: black on white and white on black alike.
      return Array.from(data)
        .flatMap((value, i) => (i % 4 === 3 && value > 200 ? [i] : []))
        .join();
    }),
  );
  expect(pictures).toHaveLength(catalog.systems.length - 1);
  for (const picture of pictures) expect(picture.length).toBeGreaterThan(200);
  expect(new Set(pictures).size).toBe(pictures.length);

  await page
    .locator("hnn-systems")
    .getByRole("button", { name: /^Pendulum/ })
    .click();
  await expect(dialog).toBeHidden();
  const start = catalog.settings.find(({ key }) => key === "start")?.defaults.pendulum as number[];
  // The pendulum's own start, not the spring's; in single precision.
  await until(page, ({ settings, rollout }) => {
    const first = rollout?.start.map((x) => Number(x.toFixed(6)));
    return settings.system === "pendulum" && String(first) === String(start);
  });
});
