// Tests that the same seeded run gives the same losses natively and in WebAssembly.
import { test } from "@playwright/test";
import { expectLossesOf, nativeRecord } from "./native";
import { catalog, done, open } from "./page";

for (const { id: system, label } of catalog.systems) {
  test(`${label}: losses in the browser equal those of the native run`, async ({ page }) => {
    test.setTimeout(900_000);
    const settings = { system, seed: 5, width: 16, steps: 200 };
    await open(
      page,
      new URLSearchParams(Object.entries(settings).map(([key, value]) => [key, String(value)])).toString(),
    );
    const now = await done(page, settings.steps);
    for (const [learner, { losses }] of Object.entries(now.learners)) {
      expectLossesOf(nativeRecord(settings, learner), losses);
    }
  });
}
