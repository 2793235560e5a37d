// A canvas whose backing store follows its box and the device's pixel ratio; contexts of canvases off the page.

export interface Size {
  width: number;
  height: number;
}

/**
 * WebKitGTK keeps canvases in textures, and lets one thread use or free what another has made, which corrupts what Skia knows of them:
 * within eight to sixty loads the page's process is lost (seen in 2.50.6; https://bugs.webkit.org/show_bug.cgi?id=304134 mends one case).
 * Canvases that are to be read often it keeps in memory. Apple's WebKit draws in a process of its own.
 */
const IN_MEMORY = /Linux.*AppleWebKit\/605\b/.test(globalThis.navigator?.userAgent ?? "");

/** The context of a canvas off the page, or of one that the page has handed over; null if the browser gives none. */
export const contextOf = (canvas: OffscreenCanvas): CanvasRenderingContext2D | null =>
  canvas.getContext("2d", { willReadFrequently: IN_MEMORY }) as CanvasRenderingContext2D | null;

/** Fits the backing store to `size` times `ratio` pixels, and clears it; from then on `size` is measured in the context. */
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
 * Goes to the part of a canvas of `ratio` pixels a pixel of the page that begins at `top`, fills `box` and is drawn `scale` times
 * as large; nothing is drawn outside.
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
