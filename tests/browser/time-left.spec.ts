// Tests that the time left counts down steadily, and follows an estimate that changes a lot.
import { expect, test } from "@playwright/test";
import { TimeLeft } from "../../www/text/time-left";

test("small changes of the estimate don’t show", () => {
  const left = new TimeLeft();
  expect(left.steady(null, 0)).toBeNull();
  expect(left.steady(60, 0)).toBe(60);
  const shown = [62, 55, 61, 58].map((estimate, i) => left.steady(estimate - i, 1000 * (i + 1)));
  expect(shown).toEqual([59, 58, 57, 56]);
});

test("a large change shows", () => {
  const left = new TimeLeft();
  left.steady(60, 0);
  expect(left.steady(90, 1000)).toBe(90);
  expect(left.steady(20, 2000)).toBe(20);
});

test("a late batch never shows zero before it ends", () => {
  const left = new TimeLeft();
  left.steady(3, 0);
  expect(left.steady(2, 4000)).toBe(1);
  expect(left.steady(0, 5000)).toBe(0);
});
