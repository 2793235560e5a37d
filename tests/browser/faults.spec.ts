// What does the visitor get when the WebAssembly does not come, cannot run, or a worker dies?
import { expect, test } from "@playwright/test";
import { done, open, QUICK, snapshot, until } from "./page";

test("missing WebAssembly: a sentence, and another try", async ({ page }) => {
  let missing = true;
  await page.route("**/*.wasm", (route) => (missing ? route.fulfill({ status: 404 }) : route.continue()));
  await page.goto(`/#${QUICK}`);
  const alert = page.getByRole("alert").filter({ hasText: "could not be loaded" });
  await expect(alert).toContainText("404");
  missing = false;
  await page.getByRole("button", { name: "Try again" }).click();
  const now = await done(page, 60);
  expect(now.settings.width).toBe(8);
});

test("WebAssembly cut short: a sentence", async ({ page }) => {
  await page.route("**/*.wasm", (route) =>
    route.fulfill({ contentType: "application/wasm", body: Buffer.from([0, 97, 115, 109, 1]) }),
  );
  await page.goto("/");
  await expect(page.getByRole("alert").filter({ hasText: "damaged" })).toBeVisible();
});

test("no SIMD: a sentence, not a blank page", async ({ page }) => {
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto("/");
  await expect(page.getByRole("alert").filter({ hasText: "SIMD" })).toBeVisible();
  await expect(page.getByRole("slider", { name: "Width" })).toBeAttached();
});

test("a lost trainer is replaced, and the run is the same in the end", async ({ page }) => {
  await open(page, "width=12&steps=120");
  const undisturbed = await done(page);
  await page.goto("about:blank");
  // A worker that fails once in mid-training, as after a trap.
  await page.addInitScript(() => {
    const Native = window.Worker;
    let broken = false;
    window.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (broken || options?.name !== "trainer") return;
        broken = true;
        setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { message: "unreachable" })), 400);
      }
    };
  });
  await page.goto("/#width=12&steps=120");
  await expect(page.getByRole("alert").filter({ hasText: "was lost" })).toBeVisible();
  const now = await until(page, ({ finished, settled }) => finished && settled);
  expect((await snapshot(page)).step).toBe(120);
  for (const [learner, { losses, trainingProblem }] of Object.entries(now.learners)) {
    expect(trainingProblem).toBeNull();
    expect(losses).toEqual(undisturbed.learners[learner]?.losses);
  }
});
