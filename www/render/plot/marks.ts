// Draws a model's marker, whose shape identifies the model without colour.

import { markerCorners } from "./markers";
import type { Pen } from "./pen";
import { type Colours, lineStyleOf, type Marker, modelColour, sizes } from "./theme";

/** Filled for the model itself, an outline for a reference. */
export function drawMarker(
  ctx: Pen,
  colours: Colours,
  model: string,
  x: number,
  y: number,
  filled: boolean,
): void {
  ctx.beginPath();
  markerPath(ctx, lineStyleOf(model).marker, x, y, sizes.marker);
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5;
  ctx.fillStyle = filled ? modelColour(colours, model) : colours.plate;
  ctx.strokeStyle = filled ? colours.plate : modelColour(colours, model);
  ctx.fill();
  ctx.stroke();
}

function markerPath(ctx: Pen, marker: Marker, x: number, y: number, r: number): void {
  const corners = markerCorners(marker, x, y, r);
  if (!corners) {
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([x, y], i) => {
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  ctx.closePath();
}
