// Draws a model's marker, whose shape identifies the model without colour.

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
  if (marker === "circle") {
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  const corners: Record<Exclude<Marker, "circle">, [number, number][]> = {
    square: [
      [-0.9, -0.9],
      [0.9, -0.9],
      [0.9, 0.9],
      [-0.9, 0.9],
    ],
    diamond: [
      [0, -1.3],
      [1.3, 0],
      [0, 1.3],
      [-1.3, 0],
    ],
    triangle: [
      [0, -1.2],
      [1.1, 0.9],
      [-1.1, 0.9],
    ],
    wedge: [
      [0, 1.2],
      [-1.1, -0.9],
      [1.1, -0.9],
    ],
  };
  corners[marker].forEach(([dx, dy], i) => {
    if (i === 0) ctx.moveTo(x + r * dx, y + r * dy);
    else ctx.lineTo(x + r * dx, y + r * dy);
  });
  ctx.closePath();
}
