// Marks the pointer's position on a plane: crosshairs, and arrows for the models' fields there.
import { modelColour, sizes } from "../plot/theme";
import { type PlaneView, planeScales } from "../plot/viewport";

/** A model's velocity along the two axes of the view. The reference comes first. */
export interface Velocity {
  model: string;
  field: readonly [number, number];
}

/** Length of the first arrow in pixels. The others are drawn to the same scale, up to LONGEST. */
const LENGTH = 44;
const LONGEST = 3 * LENGTH;

export function drawPointer(
  ctx: CanvasRenderingContext2D,
  view: PlaneView,
  at: { x: number; y: number },
  velocities: readonly Velocity[],
): void {
  const { x, y } = planeScales(view);
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  const px = x(at.x);
  const py = y(at.y);
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();
  ctx.strokeStyle = view.colours.faint;
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.55;
  ctx.beginPath();
  ctx.moveTo(Math.round(px) + 0.5, top);
  ctx.lineTo(Math.round(px) + 0.5, bottom);
  ctx.moveTo(left, Math.round(py) + 0.5);
  ctx.lineTo(right, Math.round(py) + 0.5);
  ctx.stroke();
  ctx.globalAlpha = 1;
  const perX = (right - left) / (x.domain[1] - x.domain[0]);
  const perY = (top - bottom) / (y.domain[1] - y.domain[0]);
  const pixels = velocities.map(({ field }) => [field[0] * perX, field[1] * perY] as const);
  const [first] = pixels;
  const unit = first ? LENGTH / Math.max(1e-9, Math.hypot(...first)) : 0;
  velocities.forEach(({ model }, i) => {
    const [vx, vy] = pixels[i] ?? [0, 0];
    const length = Math.hypot(vx, vy);
    if (!(length > 0) || !Number.isFinite(length)) return;
    const scale = Math.min(unit, LONGEST / length);
    arrow(ctx, px, py, vx * scale, vy * scale, modelColour(view.colours, model), i > 0 ? 2.25 : 1.5);
  });
  ctx.restore();
}

function arrow(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  dx: number,
  dy: number,
  colour: string,
  width: number,
): void {
  const length = Math.hypot(dx, dy);
  if (length < 1) return;
  const [ux, uy] = [dx / length, dy / length];
  const barb = Math.min(sizes.barb, 0.5 * length);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + dx, y + dy);
  ctx.moveTo(x + dx - barb * (ux + 0.6 * uy), y + dy - barb * (uy - 0.6 * ux));
  ctx.lineTo(x + dx, y + dy);
  ctx.lineTo(x + dx - barb * (ux - 0.6 * uy), y + dy - barb * (uy + 0.6 * ux));
  ctx.stroke();
}
