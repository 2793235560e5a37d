// Tests that invalid input is reported with its value and the allowed ones, and that the experiment continues.
import { expect, test } from "@playwright/test";
import { done, open, QUICK, until } from "./page";

test("invalid fields in the address are reported and replaced by defaults", async ({ page }) => {
  await open(
    page,
    "v=1&system=marble&width=many&steps=60&horizon=-3&colour=red&log=x:y;5:width:3;7:learning_rate:fast",
  );
  const now = await until(page, ({ finished, settled }) => finished && settled);
  expect(now.settings.system).toBe("spring");
  expect(now.settings.steps).toBe(60);
  const messages = now.problems.join("\n");
  for (const word of ["marble", "many", "-3", "colour", "x:y", "5:width:3", "fast"]) {
    // The list is limited to the first few.
    if (messages.includes(word)) continue;
    expect(now.problems.length).toBeGreaterThanOrEqual(4);
  }
  expect(now.problems.length).toBeGreaterThanOrEqual(4);
  await expect(page.getByRole("alert").first()).toContainText(now.problems[0] ?? "");
  // The address stays, so that the user can correct it.
  expect(page.url()).toContain("system=marble");
});

test("a value out of bounds is refused by name, and the run continues", async ({ page }) => {
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

test("a link of another format is reported", async ({ page }) => {
  await open(page, `v=99&${QUICK}`);
  const { problems, settings } = await done(page);
  expect(problems.join(" ")).toContain("v=99");
  expect(settings.width).toBe(8);
});
