// Draws one model's column at a given time: its body and its phase plane. Shared by the page and the exports.

import { drawField } from "./layers/backdrop";
import { drawMotion, drawOutlinePoint } from "./layers/moving-point";
import { drawPaths } from "./layers/trajectory";
import { drawFrame } from "./plane-frame";
import { BODIES, bodyRange } from "./plot/body";
import { rowAt } from "./plot/path";
import type { Pen } from "./plot/pen";
import { linear } from "./plot/scales";
import type { Size } from "./plot/surface";
import { sizes } from "./plot/theme";
import { planeScales } from "./plot/viewport";
import { learnersIn, type PlaneScene, pathOf, planeDataOf, planeViews, type Shown, stateOf } from "./scene";

const TRUTH = "truth";
/** Radius of the ring around the initial state. */
const START_RADIUS = 8.5;

/** The static parts of a plane: map, layers, axes, colour bar and rollouts. Time doesn't change them. */
export function drawStaticPlane(pen: Pen, scene: PlaneScene, size: Size, shown: Shown): void {
  const [view] = planeViews(scene, size, shown.model);
  drawField(pen, view, planeDataOf(scene, shown.model), scene.visibleLayers);
  drawFrame(pen, scene, size, shown.model);
  drawRollouts(pen, scene, size, shown);
}

/** The whole rollouts, the truth's below the others. */
export function drawRollouts(pen: Pen, scene: PlaneScene, size: Size, shown: Shown): void {
  const views = planeViews(scene, size, shown.model);
  const truth = pathOf(scene, TRUTH);
  if (truth) drawPaths(pen, views, TRUTH, truth, shown.motions.includes(TRUTH) ? 0.95 : 0.6);
  for (const model of learnersIn(shown)) {
    const path = pathOf(scene, model);
    if (path) drawPaths(pen, views, model, path, 1);
  }
}

function drawStart(pen: Pen, scene: PlaneScene, size: Size, { model }: Shown): void {
  const { system, start, colours } = scene;
  const scales = planeScales(planeViews(scene, size, model)[0]);
  const [ax, ay] = system.view.axes;
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 1.5;
  pen.setLineDash([]);
  pen.beginPath();
  pen.arc(scales.x(start[ax] ?? 0), scales.y(start[ay] ?? 0), START_RADIUS, 0, 2 * Math.PI);
  pen.stroke();
}

/** The moving layers, with a ring around the initial state, which the page marks by a handle instead. */
export function drawMovingPlane(pen: Pen, scene: PlaneScene, size: Size, shown: Shown, time: number): void {
  drawStart(pen, scene, size, shown);
  drawPoints(pen, scene, size, shown, time);
}

/** The moving points with their trails; the truth's as an outline if its motion isn't among those shown. */
export function drawPoints(pen: Pen, scene: PlaneScene, size: Size, shown: Shown, time: number): void {
  const { rollouts } = scene;
  if (!rollouts) return;
  const [view, ...companions] = planeViews(scene, size, shown.model);
  const at = rowAt(rollouts.t, time);
  const tail = at - rowAt(rollouts.t, time - sizes.trailSeconds);
  const truth = pathOf(scene, TRUTH);
  if (truth && !shown.motions.includes(TRUTH)) drawOutlinePoint(pen, view, truth, TRUTH, at);
  for (const model of shown.motions) {
    const path = pathOf(scene, model);
    if (!path) continue;
    for (const companion of companions) drawOutlinePoint(pen, companion, path, model, at);
    drawMotion(pen, view, path, model, at, tail);
  }
}

/** The physical system at a time; the truth as a dashed outline. */
export function drawBodyAt(pen: Pen, scene: PlaneScene, size: Size, shown: Shown, time: number): void {
  const body = BODIES[scene.system.view.body];
  if (!body) return;
  // The plane below may be zoomed; the body isn't.
  const x = linear(scene.system.view.x, bodyRange(size.width));
  const learners = learnersIn(shown);
  const drawn = learners.length > 0 ? learners : [TRUTH];
  drawn.forEach((model, i) => {
    const state = stateOf(scene, model, time) ?? [...scene.start];
    const outlined = i === drawn.length - 1 && model !== TRUTH;
    body.draw(
      pen,
      { size, colours: scene.colours, model, x, potential: scene.system.own?.potential ?? null },
      state,
      outlined ? stateOf(scene, TRUTH, time) : null,
    );
  });
}
