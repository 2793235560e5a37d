// Draws the backdrop of a phase plane, behind the rollouts: map, coverage, arrows and training data.
import type { Path } from "../plot/path";
import type { Pen } from "../plot/pen";
import { type PlaneView, planeScales, type Viewport } from "../plot/viewport";
import { type Arrows, drawArrows } from "./arrows";
import { cellsOf, drawPicture } from "./map";
import { drawSamples } from "./samples";

export interface Backdrop {
  /** Map and arrows with the viewport they were computed for. After a pan or zoom they are drawn at their old place. */
  layer: { viewport: Viewport; map: ImageData | null; arrows: Arrows } | null;
  arrows: boolean;
  /** The region without training data, hatched by `hatched`. */
  uncovered: { viewport: Viewport; picture: OffscreenCanvas } | null;
  /** Training data, or an image of the whole plane drawn by `drawSamples`. */
  samples: Path | OffscreenCanvas | null;
  /** Opaque on the data's own plane, faint on the others. */
  sampleOpacity: number;
}

/** Draws everything that depends on the weights and the viewport, except text. */
export function drawField(ctx: Pen, view: PlaneView, data: Backdrop): void {
  const { colours } = view;
  const scales = planeScales(view);
  const { x, y } = scales;
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  ctx.fillStyle = colours.plate;
  ctx.fillRect(left, top, right - left, bottom - top);
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();
  const { layer, uncovered } = data;
  if (layer?.map) drawPicture(ctx, scales, layer.viewport, cellsOf(layer.map));
  if (uncovered) drawPicture(ctx, scales, uncovered.viewport, uncovered.picture);
  ctx.strokeStyle = colours.grid;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x(0), top);
  ctx.lineTo(x(0), bottom);
  ctx.moveTo(left, y(0));
  ctx.lineTo(right, y(0));
  ctx.stroke();
  if (layer && data.arrows) drawArrows(ctx, view, scales, layer.viewport, layer.arrows);
  if (data.samples) {
    ctx.globalAlpha = data.sampleOpacity;
    if ("states" in data.samples) drawSamples(ctx, view, data.samples);
    else ctx.drawImage(data.samples, 0, 0, view.size.width, view.size.height);
  }
  ctx.restore();
}
