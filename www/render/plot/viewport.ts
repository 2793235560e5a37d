// The viewport of a phase plane: the visible part of phase space, its axes and its scales.
import { linear, type Scale } from "./scales";
import type { Size } from "./surface";
import { type Colours, sizes } from "./theme";

export interface Point {
  x: number;
  y: number;
}

/** The visible ranges along the two axes of the view. */
export interface Viewport {
  x: [number, number];
  y: [number, number];
}

export interface PlaneView {
  size: Size;
  viewport: Viewport;
  axes: [number, number];
  labels: { x: string; xUnit: string; y: string; yUnit: string };
  colours: Colours;
  model: string;
  /** Whether there is room for a colour bar above the frame. */
  colourBar: boolean;
}

export interface PlaneScales {
  x: Scale;
  y: Scale;
}

export function planeScales({
  size,
  viewport,
  colourBar,
}: Pick<PlaneView, "size" | "viewport" | "colourBar">): PlaneScales {
  const { left, right, top, bottom } = sizes.margin;
  return {
    x: linear(viewport.x, [left, size.width - right]),
    y: linear(viewport.y, [size.height - bottom, top + (colourBar ? sizes.colourBar.room : 0)]),
  };
}

/** Widens a viewport in one direction until both axes have the same scale, on a plane without a colour bar. */
export function equalScales({ x, y }: Viewport, size: Size): Viewport {
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
