// Draws one model's column at a given time: its body and its phase plane. Shared by the page and the exports.

import { drawAxes } from "./layers/axes";
import { drawField } from "./layers/backdrop";
import { hatched } from "./layers/coverage";
import { drawMotion, drawOutlinePoint } from "./layers/moving-point";
import { drawPaths } from "./layers/trajectory";
import { BODIES, bodyRange } from "./plot/body";
import { type Path, rowAt, stateAt } from "./plot/path";
import type { Pen } from "./plot/pen";
import { linear } from "./plot/scales";
import type { Size } from "./plot/surface";
import { sizes } from "./plot/theme";
import { planeScales } from "./plot/viewport";
import { backdropOf, type PlaneScene, planeViews } from "./scene";

const TRUTH = "truth";
/** Radius of the ring around the initial state. */
const START_RADIUS = 8.5;

/** The static layers of a plane: map, field, data, axes and rollouts. Time doesn't change them. */
export function drawStaticPlane(pen: Pen, scene: PlaneScene, size: Size, model: string): void {
  const [view] = planeViews(scene, size, model);
  drawField(
    pen,
    view,
    backdropOf(scene, model, { hatching: ({ mask, viewport }) => hatched(mask, viewport, view) }),
  );
  drawAxes(pen, view);
  drawRollouts(pen, scene, size, model);
}

export function drawRollouts(pen: Pen, scene: PlaneScene, size: Size, model: string): void {
  const own = model === TRUTH ? null : pathOf(scene, model);
  drawPaths(pen, planeViews(scene, size, model), model, pathOf(scene, TRUTH), own);
}

function drawStart(pen: Pen, scene: PlaneScene, size: Size, model: string): void {
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
export function drawMovingPlane(pen: Pen, scene: PlaneScene, size: Size, model: string, time: number): void {
  drawStart(pen, scene, size, model);
  drawPoints(pen, scene, size, model, time);
}

/** The moving point with its trail, and the truth's point as an outline. */
export function drawPoints(pen: Pen, scene: PlaneScene, size: Size, model: string, time: number): void {
  const { rollouts } = scene;
  const own = pathOf(scene, model);
  const truth = pathOf(scene, TRUTH);
  if (!rollouts) return;
  const [view, ...others] = planeViews(scene, size, model);
  const at = rowAt(rollouts.t, time);
  const tail = at - rowAt(rollouts.t, time - sizes.trailSeconds);
  if (truth && model !== TRUTH) drawOutlinePoint(pen, view, truth, TRUTH, at);
  if (!own) return;
  for (const other of others) drawOutlinePoint(pen, other, own, model, at);
  drawMotion(pen, view, own, model, at, tail);
}

/** The physical system at a time; the truth as a dashed outline. */
export function drawBodyAt(pen: Pen, scene: PlaneScene, size: Size, model: string, time: number): void {
  const body = BODIES[scene.system.view.body];
  if (!body) return;
  // The plane below may be zoomed; the body isn't.
  const x = linear(scene.system.view.x, bodyRange(size.width));
  const view = { size, colours: scene.colours, model, x };
  const state = stateOf(scene, model, time) ?? [...scene.start];
  body.draw(pen, view, state, model === TRUTH ? null : stateOf(scene, TRUTH, time));
}

/** A model's state at a time; null if it has no rollout yet. */
export function stateOf(scene: PlaneScene, model: string, time: number): number[] | null {
  const path = pathOf(scene, model);
  return path && scene.rollouts && stateAt(path, rowAt(scene.rollouts.t, time));
}

function pathOf({ rollouts }: PlaneScene, model: string): Path | null {
  const states = rollouts?.models[model]?.states;
  return rollouts && states && states.length > 0 ? { states, dim: rollouts.dim } : null;
}
