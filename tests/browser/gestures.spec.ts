// Tests touch gestures on the planes: they pan and zoom precisely, and interrupted gestures leave nothing half done.
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import { type Point, planeScales, type Viewport } from "../../www/render/plot/viewport";
import { catalog, done, open, QUICK, snapshot, until } from "./page";

test.use({ hasTouch: true });

type Fingers = Point[];

/** Touch points as the browser reports them: each call lists all that are down. */
async function fingersOf(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd" | "touchCancel", fingers: Fingers) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: fingers.map(({ x, y }, id) => ({ x, y, id })),
    });
  return {
    down: (fingers: Fingers) => send("touchStart", fingers),
    async move(from: Fingers, to: Fingers, parts = 8) {
      for (let i = 1; i <= parts; i++) {
        const at = from.map(({ x, y }, j) => ({
          x: x + ((to[j]?.x ?? x) - x) * (i / parts),
          y: y + ((to[j]?.y ?? y) - y) * (i / parts),
        }));
        await send("touchMove", at);
      }
    },
    up: (left: Fingers = []) => send("touchEnd", left),
    cancel: () => send("touchCancel", []),
  };
}

const plane = (page: Page) => page.getByRole("img", { name: /^Phase plane, Baseline/ });

/** The coordinates at a point of the screen in a given viewport, computed from the drawing's scales. */
async function placesOf(page: Page, system: string) {
  const box = await plane(page).boundingBox();
  const view = catalog.systems.find(({ id }) => id === system)?.view;
  if (!box || !view) throw new Error("no plane");
  const size = { width: box.width, height: box.height };
  const at = (zoom: readonly number[] | null, { x, y }: Point): Point => {
    const [x0, x1, y0, y1] = zoom ?? [...view.x, ...view.y];
    const viewport: Viewport = { x: [x0 ?? 0, x1 ?? 0], y: [y0 ?? 0, y1 ?? 0] };
    const scales = planeScales({ size, viewport, colourBar: true });
    return { x: scales.x.invert(x - box.x), y: scales.y.invert(y - box.y) };
  };
  return {
    at,
    on: (x: number, y: number): Point => ({ x: box.x + x * box.width, y: box.y + y * box.height }),
  };
}

function expectSame(a: Point, b: Point, digits = 2): void {
  expect(a.x).toBeCloseTo(b.x, digits);
  expect(a.y).toBeCloseTo(b.y, digits);
}

test("two fingers pan and zoom a plane, and the points under them follow", async ({ page }) => {
  await open(page, QUICK);
  const before = await done(page);
  const { at, on } = await placesOf(page, "spring");
  const fingers = await fingersOf(page);
  const down = [on(0.4, 0.6), on(0.6, 0.4)];
  // 1.5 times as far apart, about a centre that moves as well.
  const up = [on(0.4, 0.65), on(0.7, 0.35)];
  await fingers.down(down);
  await fingers.move(down, up);
  await fingers.up();
  const { view, settings } = await until(page, ({ view, settled }) => settled && view.zoom !== null);
  for (const i of [0, 1]) expectSame(at(view.zoom, up[i] as Point), at(null, down[i] as Point));
  expect(settings.start).toEqual(before.settings.start);
});

test("two fingers at a constant distance only pan", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const { at, on } = await placesOf(page, "spring");
  const fingers = await fingersOf(page);
  const down = [on(0.4, 0.5), on(0.6, 0.5)];
  const up = [on(0.25, 0.6), on(0.45, 0.6)];
  await fingers.down(down);
  await fingers.move(down, up);
  await fingers.up();
  const { view } = await until(page, ({ view, settled }) => settled && view.zoom !== null);
  const [x0 = 0, x1 = 0] = view.zoom ?? [];
  const home = catalog.systems.find(({ id }) => id === "spring")?.view.x ?? [0, 0];
  expect(x1 - x0).toBeCloseTo(home[1] - home[0], 6);
  for (const i of [0, 1]) expectSame(at(view.zoom, up[i] as Point), at(null, down[i] as Point));
});

test("a finger that lifts and returns starts a new drag", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  const { at, on } = await placesOf(page, "spring");
  const fingers = await fingersOf(page);
  const [a, b, c] = [on(0.4, 0.5), on(0.5, 0.5), on(0.7, 0.5)];
  await fingers.down([a, b]);
  await fingers.move([a, b], [a, c]);
  await fingers.up([a]);
  const first = await until(page, ({ view, settled }) => settled && view.zoom !== null);
  await fingers.down([a, b]);
  await fingers.move([a, b], [on(0.4, 0.4), on(0.5, 0.4)]);
  await fingers.up();
  const { view } = await until(
    page,
    ({ view, settled }) => settled && String(view.zoom) !== String(first.view.zoom),
  );
  expectSame(at(view.zoom, on(0.4, 0.4)), at(first.view.zoom, a));
});

test("two fingers pan a plane of bodies from its middle, too", async ({ page }) => {
  await open(page, "system=two_body&width=8&steps=20&trajectories=6&horizon=4");
  await done(page);
  const { on } = await placesOf(page, "two_body");
  const fingers = await fingersOf(page);
  const [down, up] = [
    [on(0.4, 0.5), on(0.6, 0.5)],
    [on(0.3, 0.5), on(0.7, 0.5)],
  ];
  await fingers.down(down);
  await fingers.move(down, up);
  await fingers.up();
  const { view } = await until(page, ({ view, settled }) => settled && view.zoom !== null);
  const [x0 = 0, x1 = 0] = view.zoom ?? [];
  const home = catalog.systems.find(({ id }) => id === "two_body")?.view.x ?? [0, 0];
  expect((x1 - x0) / (home[1] - home[0])).toBeCloseTo(0.5, 2);
});

test("events before the next frame start where the last ones ended", async ({ page }) => {
  await open(page, `${QUICK}&start=0.2,0`);
  await done(page);
  const home = catalog.systems.find(({ id }) => id === "spring")?.view.x ?? [0, 0];
  const box = await plane(page).boundingBox();
  if (!box) throw new Error("no plane");
  await plane(page).evaluate(
    (element, [x, y]) => {
      const wheel = { deltaY: -45, ctrlKey: true, clientX: x, clientY: y, bubbles: true, composed: true };
      for (let i = 0; i < 4; i++)
        element.dispatchEvent(new WheelEvent("wheel", { ...wheel, cancelable: true }));
    },
    [box.x + box.width / 2, box.y + box.height / 2] as const,
  );
  const wheeled = await until(page, ({ view }) => view.zoom !== null);
  const width = (zoom: readonly number[] | null) => (zoom ? (zoom[1] ?? 0) - (zoom[0] ?? 0) : 0);
  // 180 pixels of wheel movement halve the viewport.
  expect(width(wheeled.view.zoom)).toBeCloseTo((home[1] - home[0]) / 2, 4);

  const handle = page.getByRole("button", { name: /^Initial state on the plane of Truth/ });
  const { settings, rollout } = await snapshot(page);
  await handle.evaluate((element) => {
    const press = (key: string) =>
      element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
    for (let i = 0; i < 3; i++) press("-");
    for (let i = 0; i < 5; i++) press("ArrowLeft");
  });
  const { view } = await until(page, ({ view }) => String(view.zoom) !== String(wheeled.view.zoom));
  expect(width(view.zoom)).toBeCloseTo(1.25 ** 3 * width(wheeled.view.zoom), 4);
  const [q = 0] = settings.start as number[];
  expect(rollout?.start[0]).toBeCloseTo(q, 5);
  const moved = await until(page, (now) => now.settled && now.settings.start !== settings.start);
  expect((moved.settings.start as number[])[0]).toBeCloseTo(q - 5 * 0.02 * width(view.zoom), 3);
});

test("a drag that the system interrupts leaves the initial state unchanged", async ({ page }) => {
  await open(page, QUICK);
  const before = await done(page);
  const handle = page.getByRole("button", { name: /^Initial state on the plane of Baseline/ });
  const box = await handle.boundingBox();
  if (!box) throw new Error("no handle");
  const fingers = await fingersOf(page);
  const from = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await fingers.down(from);
  await fingers.move(from, [{ x: (from[0]?.x ?? 0) - 60, y: from[0]?.y ?? 0 }]);
  await until(page, ({ rollout }) => rollout?.start[0] !== before.rollout?.start[0]);
  await fingers.cancel();
  const after = await until(
    page,
    ({ rollout, settled }) => settled && rollout?.start[0] === before.rollout?.start[0],
  );
  expect(after.settings.start).toEqual(before.settings.start);
  expect(after.rollout).toEqual(before.rollout);
});

test("a second finger ends the first one’s drag", async ({ page }) => {
  await open(page, QUICK);
  const before = await done(page);
  const handle = page.getByRole("button", { name: /^Initial state on the plane of Baseline/ });
  const box = await handle.boundingBox();
  if (!box) throw new Error("no handle");
  const fingers = await fingersOf(page);
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const to = { x: from.x - 60, y: from.y };
  await fingers.down([from]);
  await fingers.move([from], [to]);
  await until(page, ({ rollout }) => rollout?.start[0] !== before.rollout?.start[0]);
  await fingers.down([to, { x: to.x - 80, y: to.y }]);
  await fingers.move([to], [{ x: to.x - 10, y: to.y }], 2);
  await fingers.up();
  const after = await until(
    page,
    ({ rollout, settled }) => settled && rollout?.start[0] === before.rollout?.start[0],
  );
  expect(after.settings.start).toEqual(before.settings.start);
});

test("a throw that the system interrupts has no effect", async ({ page }) => {
  await open(page, `${QUICK}&start=0.5,0`);
  const before = await done(page);
  await page.getByRole("button", { name: "Pause motion" }).click();
  await page.getByRole("slider", { name: "Time of the motion" }).fill("0");
  const box = await page.getByRole("img", { name: "Mass–spring, Baseline network" }).boundingBox();
  if (!box) throw new Error("no body");
  // The plane's range is −1.6 … 1.6 between its margins.
  const x = box.x + 34 + ((0.5 + 1.6) / 3.2) * (box.width - 44);
  const y = box.y + box.height / 2;
  const fingers = await fingersOf(page);
  await fingers.down([{ x, y }]);
  await fingers.move([{ x, y }], [{ x: x - 60, y }]);
  await until(page, ({ rollout }) => (rollout?.start[0] ?? 1) < 0.4);
  await fingers.cancel();
  const after = await until(
    page,
    ({ rollout, settled }) => settled && rollout?.start[0] === before.rollout?.start[0],
  );
  expect(after.settings.start).toEqual(before.settings.start);
  expect(after.rollout).toEqual(before.rollout);
});
