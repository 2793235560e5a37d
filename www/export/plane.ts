// One model's picture at a moment: the thing itself and its phase plane, as the page shows them.

import { rowAt } from "../playhead";
import { BODIES, bodyRange } from "../plot/body";
import type { Pen } from "../plot/pen";
import { drawBackdrop, hatched, planeScales } from "../plot/phase-plane";
import { linear } from "../plot/scales";
import type { Size } from "../plot/surface";
import { sizes } from "../plot/theme";
import { drawGhostPoint, drawMotion, drawPaths, type Path, stateAt } from "../plot/trajectory";
import { backdropOf, planeViews, type Scene } from "../scene";

const TRUTH = "truth";
/** Radius of the ring around the initial state. */
const START_RADIUS = 8.5;

/** What stays as long as weights, window and rollouts do: map, field, data, ways. */
export function drawPlaneAtRest(pen: Pen, scene: Scene, size: Size, model: string): void {
  const views = planeViews(scene, size, model);
  drawBackdrop(
    pen,
    views[0],
    backdropOf(scene, model, { hatching: ({ mask, window }) => hatched(mask, window, views[0]) }),
  );
  drawPaths(pen, views, model, pathOf(scene, TRUTH), model === TRUTH ? null : pathOf(scene, model));
}

/** What moves over it: the initial state's ring, the points, the trail. */
export function drawPlaneInMotion(pen: Pen, scene: Scene, size: Size, model: string, time: number): void {
  const { rollouts, system, start, colours } = scene;
  const [view, ...others] = planeViews(scene, size, model);
  const scales = planeScales(view);
  const [ax, ay] = system.view.axes;
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 1.5;
  pen.setLineDash([]);
  pen.beginPath();
  pen.arc(scales.x(start[ax] ?? 0), scales.y(start[ay] ?? 0), START_RADIUS, 0, 2 * Math.PI);
  pen.stroke();
  if (!rollouts) return;
  const at = rowAt(rollouts.t, time);
  const tail = at - rowAt(rollouts.t, time - sizes.trailSeconds);
  const truth = pathOf(scene, TRUTH);
  const own = pathOf(scene, model);
  if (truth && model !== TRUTH) drawGhostPoint(pen, view, truth, TRUTH, at);
  if (!own) return;
  for (const other of others) drawGhostPoint(pen, other, own, model, at);
  drawMotion(pen, view, own, model, at, tail);
}

/** The thing itself; the truth as a dashed outline. */
export function drawBodyAt(pen: Pen, scene: Scene, size: Size, model: string, time: number): void {
  const body = BODIES[scene.system.view.body];
  if (!body) return;
  const x = linear(scene.system.view.x, bodyRange(size.width));
  const view = { size, colours: scene.colours, model, x };
  const state = stateOf(scene, model, time) ?? [...scene.start];
  body.draw(pen, view, state, model === TRUTH ? null : stateOf(scene, TRUTH, time));
}

function stateOf(scene: Scene, model: string, time: number): number[] | null {
  const path = pathOf(scene, model);
  return path && scene.rollouts && stateAt(path, rowAt(scene.rollouts.t, time));
}

function pathOf({ rollouts }: Scene, model: string): Path | null {
  const states = rollouts?.models[model]?.states;
  return rollouts && states && states.length > 0 ? { states, dim: rollouts.dim } : null;
}
