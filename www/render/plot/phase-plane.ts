// The backdrop of a phase plane: map and arrows of a field, training samples, axes; and the scales that all share.

import type { Pen } from "./pen";
import { linear, type Scale, ticks } from "./scales";
import { contextOf, type Size } from "./surface";
import { type Colours, fonts, sizes } from "./theme";
import type { Path } from "./trajectory";

/** The part of phase space that is shown, along the two axes of the view. */
export interface Window {
  x: [number, number];
  y: [number, number];
}

/** A vector field on a grid: (ny, nx, 2) row-major, row 0 at the lower edge of the window. */
export interface Arrows {
  nx: number;
  ny: number;
  values: Float32Array;
}

export interface PlaneView {
  size: Size;
  window: Window;
  axes: [number, number];
  labels: { x: string; xUnit: string; y: string; yUnit: string };
  colours: Colours;
  model: string;
}

export interface PlaneScales {
  x: Scale;
  y: Scale;
}

export function planeScales({ size, window }: Pick<PlaneView, "size" | "window">): PlaneScales {
  const { left, right, top, bottom } = sizes.margin;
  return {
    x: linear(window.x, [left, size.width - right]),
    y: linear(window.y, [size.height - bottom, top]),
  };
}

/** The window made longer in one direction, so that a length is the same on both axes. */
export function equalScales({ x, y }: Window, size: Size): Window {
  const { left, right, top, bottom } = sizes.margin;
  const width = Math.max(1, size.width - left - right);
  const height = Math.max(1, size.height - top - bottom);
  const pixel = Math.max((x[1] - x[0]) / width, (y[1] - y[0]) / height);
  const around = ([low, high]: [number, number], pixels: number): [number, number] => {
    const middle = (low + high) / 2;
    return [middle - (pixels * pixel) / 2, middle + (pixels * pixel) / 2];
  };
  return { x: around(x, width), y: around(y, height) };
}

export interface Backdrop {
  /** Map and arrows, for the window they were computed for, which a moved view shows in its place. */
  layer: { window: Window; map: ImageData | null; arrows: Arrows } | null;
  /** Whether the layer's arrows are drawn. */
  arrows: boolean;
  /** What the training data do not cover, as `hatched` makes it. */
  uncovered: { window: Window; picture: OffscreenCanvas } | null;
  /** Training data, or the picture of the whole plane that `drawSamples` makes of them. */
  samples: Path | OffscreenCanvas | null;
  /** Samples are the subject of the data plane and a faint hint on the others. */
  sampleOpacity: number;
}

/** Multiples of the golden ratio spread evenly, whatever rhythm the rows have. */
const GOLDEN = (1 + Math.sqrt(5)) / 2;

/** What changes with the weights and the window: map, arrows, samples. Nothing of it is text. */
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
  if (layer?.map) drawPicture(ctx, scales, layer.window, cellsOf(layer.map));
  if (uncovered) drawPicture(ctx, scales, uncovered.window, uncovered.picture);
  ctx.strokeStyle = colours.grid;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x(0), top);
  ctx.lineTo(x(0), bottom);
  ctx.moveTo(left, y(0));
  ctx.lineTo(right, y(0));
  ctx.stroke();
  if (layer && data.arrows) drawArrows(ctx, view, scales, layer.window, layer.arrows);
  if (data.samples) {
    ctx.globalAlpha = data.sampleOpacity;
    if ("states" in data.samples) drawSamples(ctx, view, data.samples);
    else ctx.drawImage(data.samples, 0, 0, view.size.width, view.size.height);
  }
  ctx.restore();
}

/** Training data as dots. */
export function drawSamples(ctx: Pen, view: PlaneView, { states, dim }: Path): void {
  const { x, y } = planeScales(view);
  const rows = Math.floor(states.length / dim);
  ctx.fillStyle = view.colours.sample;
  ctx.beginPath();
  for (let i = 0; i < Math.min(rows, sizes.samplesShown); i++) {
    const row = rows <= sizes.samplesShown ? i : Math.floor(((i * GOLDEN) % 1) * rows);
    const px = x(states[row * dim + view.axes[0]] ?? Number.NaN);
    const py = y(states[row * dim + view.axes[1]] ?? Number.NaN);
    ctx.moveTo(px + sizes.sample, py);
    ctx.arc(px, py, sizes.sample, 0, 2 * Math.PI);
  }
  ctx.fill();
}

/** A picture of a window, where that lies on the plane. */
function drawPicture(ctx: Pen, { x, y }: PlaneScales, window: Window, picture: OffscreenCanvas): void {
  const [left, right] = window.x.map(x) as [number, number];
  const [bottom, top] = window.y.map(y) as [number, number];
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = "high";
  ctx.drawImage(picture, left, top, right - left, bottom - top);
}

function cellsOf(image: ImageData): OffscreenCanvas {
  const cells = new OffscreenCanvas(image.width, image.height);
  contextOf(cells)?.putImageData(image, 0, 0);
  return cells;
}

/** Oblique lines, as far apart on the screen at every zoom, where the mask of a window is opaque. */
export function hatched(mask: ImageData, window: Window, view: PlaneView): OffscreenCanvas {
  const { x, y } = planeScales(view);
  const width = Math.max(1, Math.round(2 * Math.abs(x(window.x[1]) - x(window.x[0]))));
  const height = Math.max(1, Math.round(2 * Math.abs(y(window.y[1]) - y(window.y[0]))));
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

/** Arrows point along the field as it looks on screen; their length grows with the square root of the speed. */
function drawArrows(ctx: Pen, view: PlaneView, { x, y }: PlaneScales, window: Window, field: Arrows): void {
  const { nx, ny, values } = field;
  const perX = (x.range[1] - x.range[0]) / (x.domain[1] - x.domain[0]);
  const perY = (y.range[1] - y.range[0]) / (y.domain[1] - y.domain[0]);
  let fastest = 0;
  for (let i = 0; i < values.length; i += 2) {
    fastest = Math.max(fastest, Math.hypot((values[i] ?? 0) * perX, (values[i + 1] ?? 0) * perY));
  }
  if (!(fastest > 0) || !Number.isFinite(fastest)) return;
  const [x0, x1] = window.x;
  const [y0, y1] = window.y;
  const cell = Math.min(((x1 - x0) / (nx - 1)) * Math.abs(perX), ((y1 - y0) / (ny - 1)) * Math.abs(perY));
  ctx.strokeStyle = view.colours.arrow;
  ctx.lineWidth = sizes.arrow;
  ctx.beginPath();
  for (let row = 0; row < ny; row++) {
    for (let column = 0; column < nx; column++) {
      const at = 2 * (row * nx + column);
      const vx = (values[at] ?? 0) * perX;
      const vy = (values[at + 1] ?? 0) * perY;
      const speed = Math.hypot(vx, vy);
      if (!(speed > 0)) continue;
      const length = 0.86 * cell * Math.sqrt(speed / fastest);
      const ux = vx / speed;
      const uy = vy / speed;
      const cx = x(x0 + ((x1 - x0) * column) / (nx - 1));
      const cy = y(y0 + ((y1 - y0) * row) / (ny - 1));
      const tipX = cx + (ux * length) / 2;
      const tipY = cy + (uy * length) / 2;
      const barb = Math.min(3.2, length * 0.4);
      ctx.moveTo(cx - (ux * length) / 2, cy - (uy * length) / 2);
      ctx.lineTo(tipX, tipY);
      ctx.moveTo(tipX - barb * (ux + 0.55 * uy), tipY - barb * (uy - 0.55 * ux));
      ctx.lineTo(tipX, tipY);
      ctx.lineTo(tipX - barb * (ux - 0.55 * uy), tipY - barb * (uy + 0.55 * ux));
    }
  }
  ctx.stroke();
}

/** What goes around a field: frame, ticks and names of the axes. */
export function drawAxes(ctx: Pen, view: PlaneView): void {
  const { colours, labels } = view;
  const { x, y } = planeScales(view);
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  ctx.strokeStyle = colours.faint;
  ctx.fillStyle = colours.faint;
  ctx.lineWidth = 1;
  ctx.font = `${sizes.tickText}px ${fonts.sans}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.beginPath();
  ctx.rect(left + 0.5, top + 0.5, right - left - 1, bottom - top - 1);
  const xTicks = ticks(x.domain, (right - left) / 70);
  for (const value of xTicks) {
    const at = Math.round(x(value)) + 0.5;
    ctx.moveTo(at, bottom);
    ctx.lineTo(at, bottom + sizes.tick);
    // The last number gives way to the axis label.
    if (at < right - 44) ctx.fillText(plain(value), at, bottom + sizes.tick + 2);
  }
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  for (const value of ticks(y.domain, (bottom - top) / 48)) {
    const at = Math.round(y(value)) + 0.5;
    ctx.moveTo(left - sizes.tick, at);
    ctx.lineTo(left, at);
    if (at > top + 24) ctx.fillText(plain(value), left - sizes.tick - 3, at);
  }
  ctx.stroke();
  ctx.textAlign = "right";
  ctx.textBaseline = "alphabetic";
  const unitWidth = unitText(ctx, view, labels.xUnit, right, bottom + 17);
  symbolText(ctx, view, labels.x, right - unitWidth - 3, bottom + 17);
  symbolText(ctx, view, labels.y, left - sizes.tick - 3, top + 10);
}

function symbolText(ctx: Pen, view: PlaneView, text: string, x: number, y: number): void {
  ctx.font = `italic ${sizes.axisText}px ${fonts.serif}`;
  ctx.fillStyle = view.colours.ink;
  ctx.fillText(text, x, y);
}

function unitText(ctx: Pen, view: PlaneView, text: string, x: number, y: number): number {
  ctx.font = `${sizes.tickText}px ${fonts.sans}`;
  ctx.fillStyle = view.colours.faint;
  ctx.fillText(text, x, y);
  return ctx.measureText(text).width;
}

const plain = (value: number) => String(value).replace("-", "−");
