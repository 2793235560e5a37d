// Draws rollouts as lines on a phase plane.
import { type Path, pointAt } from "../plot/path";
import type { Pen } from "../plot/pen";
import { lineStyleOf, modelColour, sizes } from "../plot/theme";
import { type PlaneScales, type PlaneView, planeScales } from "../plot/viewport";

/** The whole rollout as a thin line in the model's colour and dash pattern. */
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

/** A model's rollout, for each body. */
export function drawPaths(
  ctx: Pen,
  views: readonly PlaneView[],
  model: string,
  path: Path,
  alpha: number,
): void {
  views.forEach((view, body) => {
    drawPath(ctx, view, path, model, alpha * (body === 0 ? 1 : sizes.companion));
  });
}

export function clipToPlate(ctx: Pen, { x, y }: PlaneScales): void {
  ctx.beginPath();
  ctx.rect(x.range[0], y.range[1], x.range[1] - x.range[0], y.range[0] - y.range[1]);
  ctx.clip();
}

/** Starts a path with the rows from `from` to `to` (fractional), skipping rows to at most about four points per pixel. */
export function trace(
  ctx: Pen,
  view: PlaneView,
  { x, y }: PlaneScales,
  path: Path,
  from: number,
  to: number,
): void {
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
