// Tests that the portable module still trains to the same losses and weights, to the last bit.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { portableLosses } from "../golden/portable_losses.mjs";

const expected = JSON.parse(
  readFileSync(new URL("../golden/portable_losses.json", import.meta.url), "utf8"),
) as object[];

test("300 steps of three systems at three seeds are unchanged", () => {
  test.setTimeout(300_000);
  const found = portableLosses();
  expect(found).toHaveLength(expected.length);
  for (const [i, run] of found.entries()) expect(run).toEqual(expected[i]);
});
