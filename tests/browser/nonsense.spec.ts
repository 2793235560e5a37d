// Is bad input named, with its value and what is allowed, while the experiment stays?
import { expect, test } from "@playwright/test";
import { done, open, QUICK, until } from "./page";

test("nonsense in the address is reported and replaced by defaults", async ({ page }) => {
  await open(
    page,
    "v=1&system=marble&width=many&steps=60&horizon=-3&colour=red&log=x:y;5:width:3;7:learning_rate:fast",
  );
  const now = await until(page, ({ finished, settled }) => finished && settled);
  expect(now.settings.system).toBe("spring");
  expect(now.settings.steps).toBe(60);
  const told = now.problems.join("\n");
  for (const word of ["marble", "many", "-3", "colour", "x:y", "5:width:3", "fast"]) {
    // The list is kept short: the first few are shown.
    if (told.includes(word)) continue;
    expect(now.problems.length).toBeGreaterThanOrEqual(4);
  }
  expect(now.problems.length).toBeGreaterThanOrEqual(4);
  await expect(page.getByRole("alert").first()).toContainText(now.problems[0] ?? "");
  // The address stays, so that the visitor can correct it.
  expect(page.url()).toContain("system=marble");
});

test("a value out of bounds is refused by name, and the run stays", async ({ page }) => {
  await open(page, QUICK);
  const before = await done(page);
  const field = page.getByRole("textbox", { name: "Width", exact: true });
  for (const nonsense of ["100000", "wide"]) {
    await field.fill(nonsense);
    await field.press("Enter");
    const alert = page.getByRole("alert").filter({ hasText: nonsense });
    await expect(alert).toContainText(/width/i);
    await expect(alert).toContainText("256");
    await expect(field).toHaveValue(String(before.settings.width));
    const after = await done(page);
    expect(after.learners).toEqual(before.learners);
    expect(after.settings).toEqual(before.settings);
  }
  await page.getByRole("button", { name: "Dismiss this message" }).first().click();
});

test("a link of another format says so", async ({ page }) => {
  await open(page, `v=99&${QUICK}`);
  const { problems, settings } = await done(page);
  expect(problems.join(" ")).toContain("v=99");
  expect(settings.width).toBe(8);
});
