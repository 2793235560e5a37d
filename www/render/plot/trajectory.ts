// What moves on a phase plane: a rollout as a line, the moving point and its trail.

import { drawMarker } from "./marks";
import type { Pen } from "./pen";
import { type PlaneScales, type PlaneView, planeScales } from "./phase-plane";
import { lineStyleOf, modelColour, sizes } from "./theme";

const TRUTH = "truth";

/** States in row-major order, of which two components are drawn. */
export interface Path {
  states: Float32Array;
  dim: number;
}

/** The whole rollout as a thin line in the model's colour and dash. */
export function drawPath(ctx: Pen, view: PlaneView, path: Path, model: string, alpha: number): void {
  const scales = planeScales(view);
  const style = lineStyleOf(model);
  ctx.save();
  clipToPlate(ctx, scales);
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = modelColour(view.colours, model);
  ctx.lineWidth = sizes.path;
  ctx.lineJoin = "round";
  ctx.setLineDash(style.dash);
  trace(ctx, view, scales, path, 0, path.states.length / path.dim - 1);
  ctx.stroke();
  ctx.restore();
}

/** The rollouts on a model's plane, on the view of each body: the truth's, and the model's over it. */
export function drawPaths(
  ctx: Pen,
  views: readonly PlaneView[],
  model: string,
  truth: Path | null,
  own: Path | null,
): void {
  views.forEach((view, body) => {
    const strength = body === 0 ? 1 : sizes.companion;
    if (truth) drawPath(ctx, view, truth, TRUTH, strength * (model === TRUTH ? 0.95 : 0.6));
    if (own) drawPath(ctx, view, own, model, strength);
  });
}

/** The moving point at row `at` (fractional) and the trail of the `length` rows behind it. */
export function drawMotion(
  ctx: Pen,
  view: PlaneView,
  path: Path,
  model: string,
  at: number,
  length: number,
): void {
  const scales = planeScales(view);
  const point = pointAt(path, view.axes, at);
  if (!point) return;
  ctx.save();
  clipToPlate(ctx, scales);
  ctx.strokeStyle = modelColour(view.colours, model);
  ctx.lineWidth = sizes.trail;
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  const pieces = 10;
  for (let piece = 0; piece < pieces; piece++) {
    const from = at - length * (1 - piece / pieces);
    const to = at - length * (1 - (piece + 1) / pieces);
    if (to <= 0) continue;
    ctx.globalAlpha = ((piece + 1) / pieces) ** 1.5;
    trace(ctx, view, scales, path, Math.max(0, from), to);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  drawMarker(ctx, view.colours, model, scales.x(point[0]), scales.y(point[1]), true);
  ctx.restore();
}

/** The reference's point on a learner's plane: an outline only. */
export function drawGhostPoint(ctx: Pen, view: PlaneView, path: Path, model: string, at: number): void {
  const scales = planeScales(view);
  const point = pointAt(path, view.axes, at);
  if (!point) return;
  ctx.save();
  clipToPlate(ctx, scales);
  drawMarker(ctx, view.colours, model, scales.x(point[0]), scales.y(point[1]), false);
  ctx.restore();
}

function clipToPlate(ctx: Pen, { x, y }: PlaneScales): void {
  ctx.beginPath();
  ctx.rect(x.range[0], y.range[1], x.range[1] - x.range[0], y.range[0] - y.range[1]);
  ctx.clip();
}

/** Adds the rows from `from` to `to` (fractional) to a new path, at most about four points a pixel. */
function trace(ctx: Pen, view: PlaneView, { x, y }: PlaneScales, path: Path, from: number, to: number): void {
  const rows = Math.max(1, Math.floor(to) - Math.ceil(from));
  const stride = Math.max(1, Math.floor(rows / (16 * view.size.width)));
  ctx.beginPath();
  const first = pointAt(path, view.axes, from);
  if (first) ctx.moveTo(x(first[0]), y(first[1]));
  for (let row = Math.ceil(from); row < to; row += stride) {
    const base = row * path.dim;
    ctx.lineTo(x(path.states[base + view.axes[0]] ?? 0), y(path.states[base + view.axes[1]] ?? 0));
  }
  const last = pointAt(path, view.axes, to);
  if (last) ctx.lineTo(x(last[0]), y(last[1]));
}

/** The state at a fractional row; past the end, the last one. */
export function stateAt({ states, dim }: Path, at: number): number[] | null {
  const rows = Math.floor(states.length / dim);
  if (rows < 1 || at < 0) return null;
  const low = Math.min(Math.floor(at), rows - 1);
  const high = Math.min(low + 1, rows - 1);
  const part = Math.min(1, at - low);
  return Array.from({ length: dim }, (_, i) => {
    const from = states[low * dim + i] ?? Number.NaN;
    return from + ((states[high * dim + i] ?? Number.NaN) - from) * part;
  });
}

/** The two drawn components of it. */
function pointAt(path: Path, axes: [number, number], at: number): [number, number] | null {
  const state = stateAt(path, at);
  return state && [state[axes[0]] ?? Number.NaN, state[axes[1]] ?? Number.NaN];
}
