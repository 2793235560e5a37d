// A canvas whose backing store follows its box and the device's pixel ratio.

export interface Size {
  width: number;
  height: number;
}

/** Fits the backing store to `size` times `scale` CSS pixels; returns a cleared context in which `size` is measured. */
export function prepare(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  size: Size,
  scale = 1,
): CanvasRenderingContext2D | null {
  const ratio = scale * (globalThis.devicePixelRatio || 1);
  const width = Math.max(1, Math.round(size.width * ratio));
  const height = Math.max(1, Math.round(size.height * ratio));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const ctx = canvas.getContext("2d") as CanvasRenderingContext2D | null;
  ctx?.setTransform(width / size.width, 0, 0, height / size.height, 0, 0);
  ctx?.clearRect(0, 0, size.width, size.height);
  return ctx;
}
