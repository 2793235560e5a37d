// Canvases: contexts for worker and off-page canvases, and backing stores that match a box and the device's pixel ratio.

export interface Size {
  width: number;
  height: number;
}

/**
 * WebKitGTK keeps canvases in GPU textures and lets one thread use or free textures made by another, which corrupts Skia's state:
 * within 8 to 60 page loads the page's process crashes (seen in 2.50.6; https://bugs.webkit.org/show_bug.cgi?id=304134 fixes one
 * case). The hint that a canvas is read often keeps it in memory instead. Apple's WebKit draws in a separate process.
 */
const IN_MEMORY = /Linux.*AppleWebKit\/605\b/.test(globalThis.navigator?.userAgent ?? "");

/** The 2D context of an off-page or transferred canvas; null if the browser refuses. */
export const contextOf = (canvas: OffscreenCanvas): CanvasRenderingContext2D | null =>
  canvas.getContext("2d", { willReadFrequently: IN_MEMORY }) as CanvasRenderingContext2D | null;

/** Resizes the backing store to `size` times `ratio` pixels and clears it. Afterwards the context's unit is that of `size`. */
export function prepare(ctx: CanvasRenderingContext2D, size: Size, ratio: number): void {
  const { canvas } = ctx;
  const width = Math.max(1, Math.round(size.width * ratio));
  const height = Math.max(1, Math.round(size.height * ratio));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  ctx.setTransform(width / size.width, 0, 0, height / size.height, 0, 0);
  ctx.clearRect(0, 0, size.width, size.height);
}

/**
 * Sets up drawing into a part of a canvas that has `ratio` canvas pixels per page pixel: the part starts at `top`, fills `box`,
 * is magnified by `scale`, and clips everything outside.
 */
export function enter(
  ctx: CanvasRenderingContext2D,
  top: number,
  box: Size,
  scale: number,
  ratio: number,
): void {
  const [width, height] = [box.width / scale, box.height / scale];
  const across = Math.round(box.width * ratio) / width;
  const down = Math.round(box.height * ratio) / height;
  ctx.setTransform(across, 0, 0, down, 0, Math.round(top * ratio));
  ctx.beginPath();
  ctx.rect(0, 0, width, height);
  ctx.clip();
}
