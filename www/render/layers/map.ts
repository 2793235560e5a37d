// Draws a raster map over the viewport for which it was computed.
import type { Pen } from "../plot/pen";
import { contextOf } from "../plot/surface";
import type { PlaneScales, Viewport } from "../plot/viewport";

/** Draws an image over its viewport. */
export function drawPicture(
  ctx: Pen,
  { x, y }: PlaneScales,
  viewport: Viewport,
  picture: OffscreenCanvas,
): void {
  const [left, right] = viewport.x.map(x) as [number, number];
  const [bottom, top] = viewport.y.map(y) as [number, number];
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = "high";
  ctx.drawImage(picture, left, top, right - left, bottom - top);
}

export function cellsOf(image: ImageData): OffscreenCanvas {
  const cells = new OffscreenCanvas(image.width, image.height);
  contextOf(cells)?.putImageData(image, 0, 0);
  return cells;
}
