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

/** Goes to the part of a canvas that begins at `top`, fills `box` and is drawn `scale` times as large; nothing is drawn outside. */
export function enter(ctx: CanvasRenderingContext2D, top: number, box: Size, scale: number): void {
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [box.width / scale, box.height / scale];
  const across = Math.round(box.width * ratio) / width;
  const down = Math.round(box.height * ratio) / height;
  ctx.setTransform(across, 0, 0, down, 0, Math.round(top * ratio));
  ctx.beginPath();
  ctx.rect(0, 0, width, height);
  ctx.clip();
}
