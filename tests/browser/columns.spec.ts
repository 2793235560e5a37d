// Tests that any one to four learners train side by side, and that the heading row and earlier names choose them.
import { expect, test } from "@playwright/test";
import { done, open, until } from "./page";

const ALL = "baseline,hnn,conservative,helmholtz";
const SMALL = "width=8&steps=60";

test("four learners train at once, each with a column, a result and a place in the table", async ({
  page,
}) => {
  await open(page, `learners=${ALL}&${SMALL}`);
  const { learners } = await done(page);
  expect(Object.keys(learners)).toEqual(ALL.split(","));
  for (const { step, testLoss, problem } of Object.values(learners)) {
    expect(step).toBe(60);
    expect(testLoss).toBeGreaterThan(0);
    expect(problem).toBeNull();
  }
  await expect(page.getByRole("img", { name: /^Phase plane/ })).toHaveCount(5);
  await expect(page.getByRole("table", { name: "This run in numbers" }).getByRole("columnheader")).toHaveText(
    ["Baseline", "HNN", "Gradient", "Helmholtz"],
  );
  await expect(page.getByRole("combobox", { name: "Compare with another learner" })).toHaveCount(0);
});

test("a learner’s results don’t depend on the others", async ({ page }) => {
  await open(page, SMALL);
  const { learners: two } = await done(page);
  await page.getByRole("button", { name: "Remove the baseline" }).click();
  await until(page, ({ settings }) => settings.learners === "hnn");
  const { learners: one } = await done(page);
  expect(Object.keys(one)).toEqual(["hnn"]);
  expect(one.hnn).toEqual(two.hnn);
  await expect(page.getByRole("img", { name: /^Phase plane/ })).toHaveCount(2);
  await expect.poll(() => page.url()).toContain("learners=hnn");
  // The last one stays.
  await expect(page.getByRole("button", { name: /^Remove the / })).toHaveCount(0);

  await page.getByRole("combobox", { name: "Compare with another learner" }).selectOption("helmholtz");
  await until(page, ({ settings }) => settings.learners === "hnn,helmholtz");
  const { learners: both } = await done(page);
  expect(Object.keys(both)).toEqual(["hnn", "helmholtz"]);
  expect(both.hnn).toEqual(two.hnn);
});

test("the panel’s boxes choose learners; the last one can’t be unchecked", async ({ page }) => {
  await open(page, `learners=baseline&${SMALL}`);
  await done(page);
  const boxes = page.getByRole("group", { name: "Learners", exact: true });
  await expect(boxes.getByRole("checkbox", { name: "Baseline network" })).toBeDisabled();
  await boxes.getByRole("checkbox", { name: "Gradient network" }).check();
  await until(page, ({ settings }) => settings.learners === "baseline,conservative");
  await boxes.getByRole("checkbox", { name: "Baseline network" }).uncheck();
  expect(
    Object.keys(
      (await until(page, ({ settings, step }) => settings.learners === "conservative" && step > 0)).learners,
    ),
  ).toEqual(["conservative"]);
});

test("a link of format 1 opens with its learners, a repeated one once", async ({ page }) => {
  await open(page, `v=1&learner_a=helmholtz&learner_b=helmholtz&${SMALL}`);
  const { settings, learners } = await done(page);
  expect(settings.learners).toBe("helmholtz");
  expect(Object.keys(learners)).toEqual(["helmholtz"]);
});

test("the element’s earlier properties and attributes stand for the first and the second learner", async ({
  page,
}) => {
  await open(page, SMALL);
  await done(page);
  const element = page.locator("hnn-playground");
  const named = () =>
    element.evaluate((each) => ["learner_a", "learner_b"].map((key) => Reflect.get(each, key)));
  expect(await named()).toEqual(["baseline", "hnn"]);
  await element.evaluate((each) => Reflect.set(each, "learner_b", "conservative"));
  await until(page, ({ settings }) => settings.learners === "baseline,conservative");
  await element.evaluate((each) => each.setAttribute("learner-a", "hnn"));
  await until(page, ({ settings }) => settings.learners === "hnn,conservative");
  expect(await named()).toEqual(["hnn", "conservative"]);
});
