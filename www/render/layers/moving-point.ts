// Draws the moving point of a rollout and its trail on a phase plane.
import { drawMarker } from "../plot/marks";
import { type Path, pointAt } from "../plot/path";
import type { Pen } from "../plot/pen";
import { modelColour, sizes } from "../plot/theme";
import { type PlaneView, planeScales } from "../plot/viewport";
import { clipToPlate, trace } from "./trajectory";

/** The moving point at the fractional row `at`, with a trail of `length` rows. */
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

/** The point of a reference trajectory, as an outline. */
export function drawOutlinePoint(ctx: Pen, view: PlaneView, path: Path, model: string, at: number): void {
  const scales = planeScales(view);
  const point = pointAt(path, view.axes, at);
  if (!point) return;
  ctx.save();
  clipToPlate(ctx, scales);
  drawMarker(ctx, view.colours, model, scales.x(point[0]), scales.y(point[1]), false);
  ctx.restore();
}
