// Draws a vector field as arrows on a phase plane.
import type { Pen } from "../plot/pen";
import { sizes } from "../plot/theme";
import { type PlaneScales, type PlaneView, planeScales, type Viewport } from "../plot/viewport";
import type { Arrows, Layer } from "./layer";

export const arrows: Layer = {
  draw(pen, view, { field }) {
    if (field) drawArrows(pen, view, planeScales(view), field.viewport, field.arrows);
  },
};

/** Arrows point along the field as it looks on screen; their length grows with the square root of the speed. */
function drawArrows(
  ctx: Pen,
  view: PlaneView,
  { x, y }: PlaneScales,
  viewport: Viewport,
  field: Arrows,
): void {
  const { nx, ny, values } = field;
  const perX = (x.range[1] - x.range[0]) / (x.domain[1] - x.domain[0]);
  const perY = (y.range[1] - y.range[0]) / (y.domain[1] - y.domain[0]);
  let fastest = 0;
  for (let i = 0; i < values.length; i += 2) {
    fastest = Math.max(fastest, Math.hypot((values[i] ?? 0) * perX, (values[i + 1] ?? 0) * perY));
  }
  if (!(fastest > 0) || !Number.isFinite(fastest)) return;
  const [x0, x1] = viewport.x;
  const [y0, y1] = viewport.y;
  const cell = Math.min(((x1 - x0) / (nx - 1)) * Math.abs(perX), ((y1 - y0) / (ny - 1)) * Math.abs(perY));
  ctx.strokeStyle = view.colours.arrow;
  ctx.lineWidth = sizes.arrow;
  ctx.setLineDash([]);
  ctx.beginPath();
  for (let row = 0; row < ny; row++) {
    for (let column = 0; column < nx; column++) {
      const at = 2 * (row * nx + column);
      const vx = (values[at] ?? 0) * perX;
      const vy = (values[at + 1] ?? 0) * perY;
      const speed = Math.hypot(vx, vy);
      if (!(speed > 0)) continue;
      const length = 0.86 * cell * Math.sqrt(speed / fastest);
      const ux = vx / speed;
      const uy = vy / speed;
      const cx = x(x0 + ((x1 - x0) * column) / (nx - 1));
      const cy = y(y0 + ((y1 - y0) * row) / (ny - 1));
      const tipX = cx + (ux * length) / 2;
      const tipY = cy + (uy * length) / 2;
      const barb = Math.min(3.2, length * 0.4);
      ctx.moveTo(cx - (ux * length) / 2, cy - (uy * length) / 2);
      ctx.lineTo(tipX, tipY);
      ctx.moveTo(tipX - barb * (ux + 0.55 * uy), tipY - barb * (uy - 0.55 * ux));
      ctx.lineTo(tipX, tipY);
      ctx.lineTo(tipX - barb * (ux - 0.55 * uy), tipY - barb * (uy + 0.55 * ux));
    }
  }
  ctx.stroke();
}
