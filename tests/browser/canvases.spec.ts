// Tests that every canvas shows something that moves and changes with training.
import { expect, type Locator, test } from "@playwright/test";
import { done, drawn, open, QUICK, snapshot, until } from "./page";

test("canvases are not blank, and change over time", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  // Each column and each chart has one.
  await expect(page.locator("canvas")).toHaveCount(5);
  const strips = await page.locator("hnn-strip .chart").all();
  const columns = await page.locator("hnn-body [role=img], hnn-plane [role=img]").all();
  expect(strips).toHaveLength(2);
  expect(columns).toHaveLength(6);
  const prints = (parts: Locator[]) =>
    Promise.all(
      parts.map(async (part) =>
        (await drawn(part)).evaluate(({ data }) => {
          let inked = 0;
          let print = 0;
          for (let i = 0; i < data.length; i += 4) {
            const value =
              (data[i] ?? 0) + 3 * (data[i + 1] ?? 0) + 5 * (data[i + 2] ?? 0) + 7 * (data[i + 3] ?? 0);
            if ((data[i + 3] ?? 0) > 0) inked += 1;
            print = (print * 31 + value) | 0;
          }
          return { inked, print };
        }),
      ),
    );
  for (const { inked } of await prints(strips)) expect(inked).toBeGreaterThan(50);
  const before = await prints(columns);
  for (const { inked } of before) expect(inked).toBeGreaterThan(50);
  await page.waitForTimeout(700);
  const after = await prints(columns);
  // Each body and each plane.
  for (const [i, { print }] of after.entries()) expect(print).not.toBe(before[i]?.print);
});

test("after training, all planes show the final state", async ({ page }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: "reduce", colorScheme: "light" });
  await open(page, `${QUICK}&map=divergence`);
  const planes = await page.locator("hnn-plane [role=img]").all();
  const shown = async (): Promise<string[]> => {
    await done(page);
    // Columns are drawn in turns.
    await page.waitForTimeout(300);
    return Promise.all(
      planes.map(async (plane) => (await drawn(plane)).evaluate(({ data }) => Array.from(data).join())),
    );
  };
  for (let training = 0; training < 8; training++) {
    if (training > 0) await page.getByRole("button", { name: "Reset", exact: true }).click();
    const after = await shown();
    // Switching the colours back and forth redraws everything.
    const sameAs = async () => (await shown()).map((picture, i) => picture === after[i]);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(sameAs).toEqual([false, false, false]);
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(sameAs, `training ${training}`).toEqual([true, true, true]);
  }
});

test("a click on a plane and the arrow keys set the initial state of all rollouts", async ({ page }) => {
  await open(page, QUICK);
  const before = await done(page);
  const plane = page.getByRole("img", { name: /^Phase plane/ }).nth(1);
  const box = await plane.boundingBox();
  if (!box) throw new Error("the plane has no box");
  await page.mouse.click(box.x + 0.4 * box.width, box.y + 0.3 * box.height);
  const clicked = await until(
    page,
    ({ rollout, settled }) => settled && rollout?.start[0] !== before.rollout?.start[0],
  );
  expect(clicked.rollout?.start).not.toEqual(before.rollout?.start);
  for (const learner of Object.keys(before.learners)) {
    expect(clicked.learners[learner]?.finalState).not.toEqual(before.learners[learner]?.finalState);
  }
  expect(clicked.learners.hnn?.losses).toEqual(before.learners.hnn?.losses);
  const handle = page.getByRole("button", { name: /^Initial state on the plane of Truth/ });
  await handle.focus();
  await page.keyboard.press("ArrowUp");
  await until(page, ({ rollout }) => (rollout?.start[1] ?? 0) > (clicked.rollout?.start[1] ?? 0));
  expect((await snapshot(page)).settings.start).not.toEqual(clicked.settings.start);
});
