// One model's picture at a moment: the thing itself and its phase plane, on the page as in what is taken home.

import { drawAxes } from "./layers/axes";
import { drawField } from "./layers/backdrop";
import { hatched } from "./layers/coverage";
import { drawGhostPoint, drawMotion } from "./layers/moving-point";
import { drawPaths } from "./layers/trajectory";
import { BODIES, bodyRange } from "./plot/body";
import { type Path, rowAt, stateAt } from "./plot/path";
import type { Pen } from "./plot/pen";
import { linear } from "./plot/scales";
import type { Size } from "./plot/surface";
import { sizes } from "./plot/theme";
import { planeScales } from "./plot/viewport";
import { backdropOf, type Drawn, planeViews } from "./scene";

const TRUTH = "truth";
/** Radius of the ring around the initial state. */
const START_RADIUS = 8.5;

/** What stays as long as weights, viewport and rollouts do: map, field, data, axes, rollouts. */
export function drawPlaneAtRest(pen: Pen, scene: Drawn, size: Size, model: string): void {
  const [view] = planeViews(scene, size, model);
  drawField(
    pen,
    view,
    backdropOf(scene, model, { hatching: ({ mask, viewport }) => hatched(mask, viewport, view) }),
  );
  drawAxes(pen, view);
  drawRollouts(pen, scene, size, model);
}

/** The rollouts as lines. */
export function drawRollouts(pen: Pen, scene: Drawn, size: Size, model: string): void {
  const own = model === TRUTH ? null : pathOf(scene, model);
  drawPaths(pen, planeViews(scene, size, model), model, pathOf(scene, TRUTH), own);
}

/** The ring around the initial state. */
function drawStart(pen: Pen, scene: Drawn, size: Size, model: string): void {
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

/** What is drawn over that at a moment, where nothing else marks the initial state. */
export function drawPlaneInMotion(pen: Pen, scene: Drawn, size: Size, model: string, time: number): void {
  drawStart(pen, scene, size, model);
  drawPoints(pen, scene, size, model, time);
}

/** What moves: the points and the trail. */
export function drawPoints(pen: Pen, scene: Drawn, size: Size, model: string, time: number): void {
  const { rollouts } = scene;
  const own = pathOf(scene, model);
  const truth = pathOf(scene, TRUTH);
  if (!rollouts) return;
  const [view, ...others] = planeViews(scene, size, model);
  const at = rowAt(rollouts.t, time);
  const tail = at - rowAt(rollouts.t, time - sizes.trailSeconds);
  if (truth && model !== TRUTH) drawGhostPoint(pen, view, truth, TRUTH, at);
  if (!own) return;
  for (const other of others) drawGhostPoint(pen, other, own, model, at);
  drawMotion(pen, view, own, model, at, tail);
}

/** The thing itself; the truth as a dashed outline. */
export function drawBodyAt(pen: Pen, scene: Drawn, size: Size, model: string, time: number): void {
  const body = BODIES[scene.system.view.body];
  if (!body) return;
  // The view of the plane below may be zoomed; the thing keeps its size.
  const x = linear(scene.system.view.x, bodyRange(size.width));
  const view = { size, colours: scene.colours, model, x };
  const state = stateOf(scene, model, time) ?? [...scene.start];
  body.draw(pen, view, state, model === TRUTH ? null : stateOf(scene, TRUTH, time));
}

/** Where a model is at that time; null before it has a rollout. */
export function stateOf(scene: Drawn, model: string, time: number): number[] | null {
  const path = pathOf(scene, model);
  return path && scene.rollouts && stateAt(path, rowAt(scene.rollouts.t, time));
}

function pathOf({ rollouts }: Drawn, model: string): Path | null {
  const states = rollouts?.models[model]?.states;
  return rollouts && states && states.length > 0 ? { states, dim: rollouts.dim } : null;
}
