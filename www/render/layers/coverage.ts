// Hatches the region of a phase plane without training data.
import { contextOf } from "../plot/surface";
import { sizes } from "../plot/theme";
import { type PlaneView, planeScales, type Viewport } from "../plot/viewport";
import { cellsOf } from "./map";

/** Oblique lines wherever the mask is opaque. Their distance on screen doesn't depend on the zoom. */
export function hatched(mask: ImageData, viewport: Viewport, view: PlaneView): OffscreenCanvas {
  const { x, y } = planeScales(view);
  const width = Math.max(1, Math.round(2 * Math.abs(x(viewport.x[1]) - x(viewport.x[0]))));
  const height = Math.max(1, Math.round(2 * Math.abs(y(viewport.y[1]) - y(viewport.y[0]))));
  const picture = new OffscreenCanvas(Math.min(width, 4000), Math.min(height, 4000));
  const ctx = contextOf(picture);
  if (!ctx) return picture;
  const gap = 2 * sizes.hatchGap;
  ctx.strokeStyle = view.colours.hatch;
  ctx.lineWidth = 2 * sizes.hatch;
  ctx.beginPath();
  for (let at = -picture.height; at < picture.width; at += gap) {
    ctx.moveTo(at, picture.height);
    ctx.lineTo(at + picture.height, 0);
  }
  ctx.stroke();
  ctx.globalCompositeOperation = "destination-in";
  ctx.imageSmoothingQuality = "high";
  ctx.drawImage(cellsOf(mask), 0, 0, picture.width, picture.height);
  return picture;
}
