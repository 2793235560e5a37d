// Tests the view with all paths on one plane: what it draws, what is behind, and that a phone starts with it.
import { expect, type Page, test } from "@playwright/test";
import { light } from "../../www/render/plot/theme";
import { done, drawn, open, QUICK, snapshot, until } from "./page";

const plane = (page: Page) => page.getByRole("img", { name: /^Phase plane/ });

/** How many pixels of the first plane have each model's exact colour. */
async function pixelsOf(page: Page, models: string[]) {
  const colours = Object.fromEntries(models.map((model) => [model, light.models[model] ?? ""]));
  return (await drawn(plane(page).first())).evaluate(({ data }, colours) => {
    const counts: Record<string, number> = {};
    for (const [model, colour] of Object.entries(colours)) {
      const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      counts[model] = 0;
      for (let i = 0; i < data.length; i += 4)
        if (wanted.every((value, c) => data[i + c] === value)) counts[model] += 1;
    }
    return counts;
  }, colours);
}

/** At this time, the markers are apart: after 20 s the learners are out of phase with the truth. */
async function pauseAtEnd(page: Page) {
  await page.getByRole("button", { name: "Pause motion" }).click();
  await page.getByRole("slider", { name: "Time of the motion" }).press("End");
}

const MODELS = ["truth", "baseline", "hnn"];
/** Long enough that no learner leaves the plane. */
const TRAINED = "steps=300";

test("one plane shows every model’s path and point over the truth’s field, and a button changes the field", async ({
  page,
}) => {
  await open(page, TRAINED);
  await done(page);
  await pauseAtEnd(page);
  // Side by side, the truth's plane has no learner on it.
  expect(await pixelsOf(page, ["baseline", "hnn"])).toEqual({ baseline: 0, hnn: 0 });
  await page.getByRole("button", { name: "Overlay", exact: true }).click();
  await expect(plane(page)).toHaveCount(1);
  await expect(plane(page)).toHaveAccessibleName(
    /after 20 s the rollout of the truth is at q = .*; the rollout of the baseline is at .*; the rollout of the HNN is at /,
  );
  for (const model of MODELS)
    await expect.poll(async () => (await pixelsOf(page, MODELS))[model], model).toBeGreaterThan(20);
  await expect.poll(() => page.url()).toContain("planes=overlaid");

  await expect(page.getByText("H = p²/2m + kq²/2; dots: training data")).toBeVisible();
  await page.getByRole("button", { name: /^Hamiltonian network/ }).click();
  await expect(page.getByText("Learned energy Hθ")).toBeVisible();
  expect((await snapshot(page)).view).toMatchObject({ planes: "overlaid", behind: "hnn" });
  // Without the learner, the truth's field is behind.
  await page.getByRole("button", { name: "Remove the HNN" }).click();
  await done(page);
  await expect(page.getByText("H = p²/2m + kq²/2; dots: training data")).toBeVisible();

  await page.getByRole("button", { name: "Overlay", exact: true }).click();
  await expect(plane(page)).toHaveCount(2);
});

test("a learner’s body can be dragged where it is drawn, and starts from there", async ({ page }) => {
  await open(page, `${QUICK}&planes=overlaid`);
  await done(page);
  await pauseAtEnd(page);
  const { learners, truth } = await until(page, ({ settled }) => settled);
  const body = page.getByRole("img", { name: /^Mass–spring/ });
  const box = await body.boundingBox();
  if (!box) throw new Error("The body has no box.");
  // The page's scale of positions: ±1.6 m between the margins of the plane.
  const x = (q: number) => box.x + 34 + ((q + 1.6) / 3.2) * (box.width - 44);
  const [q, other] = [learners.hnn?.finalState?.[0] ?? 0, truth?.finalState[0] ?? 0];
  // Too far from the truth's body for the pointer to grab that instead.
  expect(Math.abs(x(q) - x(other))).toBeGreaterThan(40);
  await page.mouse.move(x(q), box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(x(0.5), box.y + box.height / 2, { steps: 4 });
  await page.mouse.move(x(0.5), box.y + box.height / 2);
  await page.waitForTimeout(150);
  await page.mouse.up();
  const after = await until(
    page,
    ({ rollout, settled }) => settled && Math.abs((rollout?.start[0] ?? 9) - 0.5) < 0.05,
  );
  expect(after.rollout?.start[1]).toBeCloseTo(0, 1);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the first screen shows all paths on one plane; a link can ask for planes side by side", async ({
    page,
  }) => {
    await open(page, QUICK);
    await done(page);
    await expect(plane(page)).toHaveCount(1);
    await expect(plane(page)).toBeInViewport({ ratio: 0.95 });
    for (const model of MODELS)
      await expect.poll(async () => (await pixelsOf(page, MODELS))[model], model).toBeGreaterThan(20);
    expect((await snapshot(page)).view.planes).toBe("auto");
    await open(page, `${QUICK}&planes=side`);
    await done(page);
    await expect(plane(page)).toHaveCount(3);
  });
});
