// Tests typed Hamiltonians: the field, how it is read, its parameters, the box of starts, the bodies, links, and bad input.
import { expect, type Page, test } from "@playwright/test";
import { done, open, pageErrorsOf, snapshot, until } from "./page";

/** Short runs of small networks. */
const QUICK = "system=own&width=8&steps=40&horizon=5&learners=hnn";
const SQUARES = encodeURIComponent("p^2/2 + k q^2/2");

const field = (page: Page) => page.getByRole("textbox", { name: "H(q, p)" });
const reading = (page: Page) => page.locator("hnn-own #reading");

/** Opens a formula with small networks. */
async function openFormula(page: Page, formula: string, more = ""): Promise<void> {
  await open(page, `${QUICK}&hamiltonian=${encodeURIComponent(formula)}${more}`);
  await done(page);
}

async function type(page: Page, formula: string): Promise<void> {
  await field(page).fill(formula);
  await field(page).press("Enter");
}

test("a visitor types an energy, and networks learn its motion", async ({ page }) => {
  const errors = pageErrorsOf(page);
  await open(page, "width=8&steps=40&learners=baseline,hnn");
  await done(page);
  await page.getByRole("radio", { name: "Your own" }).check();
  await until(page, ({ settings, step, settled }) => settings.system === "own" && step > 0 && settled);
  await type(page, "p²/2m + k q²/2");
  const { settings, problems } = await until(
    page,
    ({ settings, step, settled }) => settings.hamiltonian === "p²/2m + k q²/2" && step > 0 && settled,
  );
  expect([settings.parameter_m, settings.parameter_k, problems]).toEqual([1, 1, []]);
  // Oracle: q = A cos(√(k/m) t). A parameter's slider changes it.
  const slider = page.getByRole("slider", { name: "k", exact: true });
  await slider.fill("4");
  const after = await until(
    page,
    ({ settings, settled, rollout }) => settings.parameter_k === 4 && settled && !!rollout,
  );
  const start = after.settings.start as number[];
  const end = after.rollout?.end ?? 0;
  expect(after.truth?.finalState[0]).toBeCloseTo((start[0] ?? 0) * Math.cos(2 * end), 3);
  expect(after.truth?.energyDrift).toBeLessThan(1e-4);
  expect(errors).toEqual([]);
});

test("while a formula can’t be read, its character is marked and the last one keeps running", async ({
  page,
}) => {
  await open(page, `${QUICK}&hamiltonian=${SQUARES}&steps=50000&width=64`);
  await until(page, ({ step }) => step > 0);
  await field(page).fill("p^2/2 + k q^2/2 + (q");
  await expect(reading(page)).toContainText("Character 19: expected “)” to close this “(”.");
  await expect(reading(page)).toContainText("The plots still show H = p^2/2 + k q^2/2");
  await expect(field(page)).toHaveAttribute("aria-invalid", "true");
  const { step } = await snapshot(page);
  const later = await until(page, (now) => now.step > step);
  expect(later.settings.hamiltonian).toBe("p^2/2 + k q^2/2");
  await field(page).fill("p^2/2 + ? q");
  await expect(page.locator("hnn-own mark")).toHaveText("?");
  await field(page).press("Escape");
  await expect(field(page)).toHaveValue("p^2/2 + k q^2/2");
  // What can be read takes effect by itself after a pause.
  await field(page).fill("p^2/2 + k q^4");
  await until(page, ({ settings, step }) => settings.hamiltonian === "p^2/2 + k q^4" && step > 0);
});

test("the reading is typeset, and another one is offered", async ({ page }) => {
  await openFormula(page, "p^2/2 + mgl (1 - cos q)");
  expect((await snapshot(page)).settings).toHaveProperty("parameter_mgl");
  await expect(reading(page).locator("math mi").filter({ hasText: /^mgl$/ })).toHaveCount(1);
  await expect(reading(page).locator("math mfrac")).toHaveCount(1);
  await page.getByRole("button", { name: "p^2/2 + m g l (1 - cos q)" }).click();
  const { settings } = await until(page, ({ settings, step }) => "parameter_g" in settings && step > 0);
  expect(settings).not.toHaveProperty("parameter_mgl");
  // Now that its letters are known, the short form means the product.
  await type(page, "p^2/2 + mgl (1 - cos q)");
  const again = await until(page, ({ settings }) => settings.hamiltonian === "p^2/2 + mgl (1 - cos q)");
  expect(Object.keys(again.settings)).toEqual(
    expect.arrayContaining(["parameter_m", "parameter_g", "parameter_l"]),
  );
});

test("a link carries the formula, and repeats the run", async ({ page, context }) => {
  await openFormula(
    page,
    "p^2/2 + dt q^2/2 + width q^4/4",
    "&parameter_dt=2&parameter_width=0.5&range_dt=1,3&seed=5",
  );
  const first = await done(page);
  // Parameters named like settings collide with nothing.
  expect([first.settings.dt, first.settings.width, first.settings.parameter_dt]).toEqual([0.02, 8, 2]);
  expect(first.settings.range_dt).toEqual([1, 3]);
  const link = await page.evaluate(() => document.querySelector("hnn-playground")?.link ?? "");
  const other = await context.newPage();
  await open(other, link.slice(1));
  const second = await done(other);
  expect(second.settings).toEqual(first.settings);
  expect(second.learners.hnn?.losses.at(-1)).toEqual(first.learners.hnn?.losses.at(-1));
  expect(second.truth?.finalState).toEqual(first.truth?.finalState);
  // As mail programs break it.
  await open(page, link.slice(1).replaceAll("&", "&amp;"));
  expect((await done(page)).settings).toEqual(first.settings);
});

test("every formula of the menu trains", async ({ page }) => {
  test.slow();
  const errors = pageErrorsOf(page);
  await open(page, "system=own&learners=hnn");
  await until(page, ({ step }) => step > 0);
  const menu = page.getByRole("combobox", { name: "Well-known formulas" });
  const names = await menu.locator("option:not([value=''])").allTextContents();
  expect(names).toHaveLength(12);
  const seen = new Set<string>();
  for (const name of names) {
    await menu.selectOption(name);
    const now = await until(
      page,
      ({ settings, step, truth }) =>
        !seen.has(String(settings.hamiltonian)) && step >= 150 && truth?.energyDrift != null,
    );
    seen.add(String(now.settings.hamiltonian));
    const [begin, end] = [now.learners.hnn?.losses[0]?.test ?? 0, now.learners.hnn?.losses.at(-1)?.test ?? 1];
    expect(end, name).toBeLessThan(0.8 * begin);
    expect(now.problems, name).toEqual([]);
    expect(now.truth?.energyDrift, name).toBeLessThan(0.01);
    await expect(page.locator("hnn-own p.summary").first(), name).toContainText(".");
  }
  expect(errors).toEqual([]);
});

test("starts are drawn in a box that can be dragged and typed", async ({ page }) => {
  await openFormula(page, "p^2/2 + q^2/2", "&starts=-1,1,-1,1&noise=0");
  await expect(field(page)).toBeVisible();
  const right = page.locator("hnn-starts .x.right:not(.y)");
  const box = await right.boundingBox();
  if (!box) throw new Error("The box has no right edge.");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y, { steps: 4 });
  await page.mouse.up();
  const wider = await until(
    page,
    ({ settings, settled }) => (settings.starts as number[])[1] !== 1 && settled,
  );
  const [, high] = wider.settings.starts as number[];
  expect(high).toBeGreaterThan(1.05);
  expect(wider.settings.starts).toEqual([-1, high, -1, 1]);
  // The initial state did not move with it.
  expect(wider.settings.start).toEqual([0.8, 0]);
  // Typed: the data then start there. q² + p² stays what it was at the start.
  for (const [label, value] of [
    ["Lowest q", "0.5"],
    ["Highest q", "0,6"],
    ["Lowest p", "0"],
    ["Highest p", "0.1"],
  ] as const) {
    await page.getByRole("textbox", { name: label, exact: true }).fill(value);
    await page.getByRole("textbox", { name: label, exact: true }).press("Enter");
  }
  const typed = await until(
    page,
    ({ settings, settled, samples }) => String(settings.starts) === "0.5,0.6,0,0.1" && settled && !!samples,
  );
  const [q = 0, p = 0] = typed.samples?.first ?? [];
  expect(Math.hypot(q, p)).toBeGreaterThan(0.49);
  expect(Math.hypot(q, p)).toBeLessThan(0.62);
  await page.getByRole("textbox", { name: "Highest p", exact: true }).fill("-3");
  await page.getByRole("textbox", { name: "Highest p", exact: true }).press("Enter");
  await expect(page.locator("hnn-messages")).toContainText("starts: (0.5, 0.6, 0, -3) is not allowed");
  expect((await snapshot(page)).settings.starts).toEqual([0.5, 0.6, 0, 0.1]);
});

test("if too many trajectories escape, the page says so and keeps the last formula", async ({ page }) => {
  await openFormula(page, "p^2/2 + q^2/2", "&starts=1,2,1,2&span=10");
  await type(page, "p^2/2 - 9 q^4");
  const problem = page.locator("hnn-messages");
  await page.getByRole("textbox", { name: "Lowest q", exact: true }).fill("1");
  await type(page, "p^2 + log(q - 100)");
  await expect(problem).toContainText(/trajectories \(100 %\) diverge or go too far/);
  expect((await snapshot(page)).settings.hamiltonian).toBe("p^2/2 + q^2/2");
  await expect(reading(page)).toContainText("The plots still show H = p^2/2 + q^2/2");
});

test("one position is a bead, two are a point, and three have no body", async ({ page }) => {
  await openFormula(page, "p^2/2 + q^2/2");
  const { settings } = await snapshot(page);
  await page.getByRole("button", { name: "Pause motion" }).click();
  await page.getByRole("slider", { name: "Time of the motion" }).fill("0");
  const body = page.locator("hnn-body").first();
  const grab = body.getByRole("button", { name: /^Throw/ });
  await grab.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  const moved = await until(
    page,
    (now) => String(now.settings.start) !== String(settings.start) && now.settled,
  );
  expect((moved.settings.start as number[])[0]).toBeLessThan((settings.start as number[])[0] ?? 0);
  await type(page, "(p1^2 + p2^2 + q1^2 + q2^2)/2");
  await until(page, ({ settings, step }) => (settings.start as number[]).length === 4 && step > 0);
  await expect(grab).toBeVisible();
  await type(page, "p1^2 + p2^2 + p3^2 + q1^2 + q2^2 + q3^2");
  await until(page, ({ settings, step }) => (settings.start as number[]).length === 6 && step > 0);
  await expect(body).toBeHidden();
  await expect(page.locator("hnn-plane").first()).toBeVisible();
});

test("a value beyond a slider’s range widens it; the range changes no result", async ({ page }) => {
  await open(page, `${QUICK}&hamiltonian=${SQUARES}`);
  const before = await done(page);
  await page.getByRole("textbox", { name: "Highest k", exact: true }).fill("8");
  await page.getByRole("textbox", { name: "Highest k", exact: true }).press("Enter");
  const ranged = await until(page, ({ settings }) => String(settings.range_k) === "0.2,8");
  expect(ranged.step).toBe(before.step);
  await expect(page.getByRole("slider", { name: "k", exact: true })).toHaveAttribute("max", "8");
  await page.getByRole("textbox", { name: "k", exact: true }).fill("20");
  await page.getByRole("textbox", { name: "k", exact: true }).press("Enter");
  const after = await until(page, ({ settings }) => settings.parameter_k === 20);
  expect(after.settings.range_k).toEqual([0.2, 20]);
});

test("nonsense in a link is named, and the page goes on", async ({ page }) => {
  test.slow();
  const errors = pageErrorsOf(page);
  for (const [formula, expected] of [
    ["(".repeat(10_000), /hamiltonian: .* is not allowed/],
    ["p^2/2 + foo(", /Character \d+/],
    ["p^2/2 + 1/0", /divides by zero/],
    ["log(-1) + p q", /allowed/],
    ["", /expected/],
    ["1e999 p", /allowed/],
    ["p q <img src=x onerror=alert(1)>", /Character/],
  ] as const) {
    await open(page, `${QUICK}&hamiltonian=${encodeURIComponent(formula)}&parameter_z=3`);
    const { settings, problems } = await done(page);
    expect(settings.hamiltonian, formula.slice(0, 20)).toBe("p^2/2 - a q^2/2 + b q^4/4");
    expect(problems.join(" ")).toMatch(expected);
    expect(problems.join(" ").length).toBeLessThan(1500);
  }
  await openFormula(page, "p^2/2 + k q^2", "&parameter_k=nonsense&parameter_z=1&starts=1,2&range_k=5,1");
  const { problems } = await snapshot(page);
  for (const key of ["parameter_k", "parameter_z", "starts", "range_k"])
    expect(problems.join(" ")).toContain(key);
  expect(errors).toEqual([]);
});

test("the module without formulas loads first, the one with them when they are chosen", async ({ page }) => {
  const modules: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes(".wasm"))
      modules.push(request.url().includes("_formulas") ? "formulas" : "plain");
  });
  await open(page, "width=8&steps=40");
  await done(page);
  expect(modules).toEqual(["plain"]);
  await page.getByRole("radio", { name: "Your own" }).check();
  await until(page, ({ settings, step }) => settings.system === "own" && step > 0);
  expect(modules).toEqual(["plain", "formulas"]);
  // Other systems run in it as well; the formula is still there afterwards.
  await type(page, "p^2/2 + q^6");
  await until(page, ({ settings, step }) => settings.hamiltonian === "p^2/2 + q^6" && step > 0);
  await page.getByRole("radio", { name: "Pendulum" }).check();
  await until(page, ({ settings, step }) => settings.system === "pendulum" && step > 0);
  await page.getByRole("radio", { name: "Your own" }).check();
  await until(page, ({ settings, step }) => settings.hamiltonian === "p^2/2 + q^6" && step > 0);
  expect(modules).toEqual(["plain", "formulas"]);
});

test("if the module with formulas can’t be loaded, the present run goes on", async ({ page }) => {
  await page.route(/_formulas/, (route) => route.abort());
  await open(page, "width=8&steps=50000");
  await until(page, ({ step }) => step > 0);
  await page.getByRole("radio", { name: "Your own" }).click();
  await expect(page.locator("hnn-messages")).toContainText("Formulas can’t be read");
  const { step, settings } = await snapshot(page);
  expect(settings.system).toBe("spring");
  await until(page, (now) => now.step > step);
  await expect(page.getByRole("radio", { name: "Mass–spring" })).toBeChecked();
});

test("who changes their mind while the module with formulas loads keeps the other system", async ({
  page,
}) => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/_formulas/, async (route) => {
    await arrived;
    await route.continue();
  });
  await open(page, "width=8&steps=40");
  await done(page, 40);
  await page.getByRole("radio", { name: "Your own" }).click();
  await page.getByRole("radio", { name: "Pendulum" }).click();
  await until(page, ({ settings, finished }) => settings.system === "pendulum" && finished);
  arrive();
  // Settled once nothing loads any more; the run has started again in the module that has come.
  expect((await done(page, 40)).settings.system).toBe("pendulum");
  expect((await snapshot(page)).problems).toEqual([]);
  await expect(page.getByRole("radio", { name: "Pendulum" })).toBeChecked();
});

test("a page script can begin with a formula", async ({ page }) => {
  await open(page, "width=8&steps=40");
  await done(page);
  await page.evaluate(() =>
    document.querySelector("hnn-playground")?.begin({
      system: "own",
      hamiltonian: "(p1^2 + p2^2)/2m + q1^2 + q2^2",
      parameter_m: 2,
      width: 8,
      steps: 40,
    }),
  );
  const { settings, problems, truth } = await until(
    page,
    ({ settings, finished, settled }) => settings.system === "own" && finished && settled,
  );
  expect([settings.parameter_m, problems]).toEqual([2, []]);
  expect(truth?.finalState).toHaveLength(4);
});
