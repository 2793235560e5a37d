// What does the visitor get when the WebAssembly does not come, cannot run, or a worker dies?
import { expect, type Page, test } from "@playwright/test";
import { choose, done, open, QUICK, setting, until } from "./page";

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

test.describe("a lost worker", () => {
  /** Keeps the page's workers at hand, by name, newest last. */
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      const Native = window.Worker;
      const workers: [string, Worker][] = [];
      Object.assign(window, { workers });
      window.Worker = class extends Native {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          workers.push([options?.name ?? "", this]);
        }
      };
    });
  });

  const lose = (page: Page, which: string) =>
    page.evaluate((name) => {
      const { workers } = window as unknown as { workers: [string, Worker][] };
      const [, worker] = workers.findLast(([each]) => each === name) ?? [];
      worker?.dispatchEvent(new ErrorEvent("error", { message: "unreachable" }));
    }, which);

  test("a trainer, in mid-training: replaced, and the run is the same in the end", async ({ page }) => {
    const hash = "width=32&steps=600";
    await open(page, hash);
    const undisturbed = await done(page);
    await open(page, hash);
    await until(page, ({ step }) => step > 50);
    await lose(page, "trainer");
    await expect(page.getByRole("alert").filter({ hasText: "was lost" })).toBeVisible();
    const now = await done(page, 600);
    for (const [learner, { losses, trainingProblem }] of Object.entries(now.learners)) {
      expect(trainingProblem).toBeNull();
      expect(losses).toEqual(undisturbed.learners[learner]?.losses);
    }
  });

  test("a trainer, at rest: the next step has a new one", async ({ page }) => {
    await open(page, QUICK);
    const { step } = await done(page);
    await lose(page, "trainer");
    await page.getByRole("button", { name: "Single step" }).click();
    await done(page, step + 1);
    await expect(page.getByRole("alert").filter({ hasText: "was lost" })).toBeVisible();
  });

  test("the evaluator: the next rollouts come from a new one", async ({ page }) => {
    await open(page, QUICK);
    const before = await done(page);
    await lose(page, "evaluator");
    await choose(page, setting("dt"), 0.1);
    const after = await until(page, ({ settled, rollout }) => settled && rollout?.n !== before.rollout?.n);
    expect(Object.keys(after.learners)).toEqual(Object.keys(before.learners));
    expect(after.learners.hnn?.finalState).toBeDefined();
  });
});
