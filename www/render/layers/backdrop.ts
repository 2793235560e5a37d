// Draws what a phase plane shows behind the rollouts: map, coverage, arrows and training data.
import type { Path } from "../plot/path";
import type { Pen } from "../plot/pen";
import { type PlaneView, planeScales, type Viewport } from "../plot/viewport";
import { type Arrows, drawArrows } from "./arrows";
import { cellsOf, drawPicture } from "./map";
import { drawSamples } from "./samples";

export interface Backdrop {
  /** Map and arrows, for the viewport they were computed for, which a moved view shows in its place. */
  layer: { viewport: Viewport; map: ImageData | null; arrows: Arrows } | null;
  /** Whether the layer's arrows are drawn. */
  arrows: boolean;
  /** What the training data do not cover, as `hatched` makes it. */
  uncovered: { viewport: Viewport; picture: OffscreenCanvas } | null;
  /** Training data, or the picture of the whole plane that `drawSamples` makes of them. */
  samples: Path | OffscreenCanvas | null;
  /** Samples are the subject of the data plane and a faint hint on the others. */
  sampleOpacity: number;
}

/** What changes with the weights and the viewport: map, arrows, samples. Nothing of it is text. */
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
