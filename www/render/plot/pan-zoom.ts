// Pans and zooms a viewport. Pure functions.
import type { Point, Viewport } from "./viewport";

type Range = [number, number];

/** Zoom limits, relative to the system's default viewport. */
const CLOSEST = 1 / 40;
const WIDEST = 6;

const length = ([low, high]: Range) => high - low;

/** Scales a range about a fixed point. */
const scaled = ([low, high]: Range, fixed: number, factor: number): Range => [
  fixed + (low - fixed) * factor,
  fixed + (high - fixed) * factor,
];

/** Shifts a range so that its centre stays within reach of the default range `home`. */
function clampedRange(range: Range, home: Range): Range {
  const middle = (range[0] + range[1]) / 2;
  const reach = (WIDEST * length(home)) / 2;
  const centre = (home[0] + home[1]) / 2;
  const shift = Math.max(centre - reach, Math.min(centre + reach, middle)) - middle;
  return [range[0] + shift, range[1] + shift];
}

/** Zooms about the point `at`; a factor below 1 zooms in. */
export function zoomed(viewport: Viewport, home: Viewport, at: Point, factor: number): Viewport {
  const now = length(viewport.x) / length(home.x);
  const allowed = Math.max(CLOSEST, Math.min(WIDEST, now * factor)) / now;
  return {
    x: clampedRange(scaled(viewport.x, at.x, allowed), home.x),
    y: clampedRange(scaled(viewport.y, at.y, allowed), home.y),
  };
}

export function panned(viewport: Viewport, home: Viewport, dx: number, dy: number): Viewport {
  const shifted = ([low, high]: Range, by: number): Range => [low + by, high + by];
  return {
    x: clampedRange(shifted(viewport.x, dx), home.x),
    y: clampedRange(shifted(viewport.y, dy), home.y),
  };
}

export const middleOf = ({ x, y }: Viewport) => ({ x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 });

/** The area on screen that shows a viewport. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Pointers closer together than this, in pixels, don't zoom any further. */
const MIN_PINCH = 20;

export const placeIn = ({ x, y }: Viewport, box: Box, at: Point): Point => ({
  x: x[0] + ((at.x - box.left) / box.width) * length(x),
  y: y[1] - ((at.y - box.top) / box.height) * length(y),
});

/**
 * Pans and zooms so that the points under the pointers follow them from `down` to `now`. With two pointers, the point midway
 * between them stays midway; rotation is ignored. `shown` maps a viewport to the part that fills the box.
 */
export function carried(
  viewport: Viewport,
  home: Viewport,
  box: Box,
  down: readonly Point[],
  now: readonly Point[],
  shown: (viewport: Viewport) => Viewport,
): Viewport {
  const middle = (points: readonly Point[]): Point => ({
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  });
  const apart = ([a, b]: readonly Point[]) =>
    a && b ? Math.max(MIN_PINCH, Math.hypot(a.x - b.x, a.y - b.y)) : MIN_PINCH;
  const anchor = placeIn(shown(viewport), box, middle(down));
  const next = zoomed(viewport, home, anchor, apart(down) / apart(now));
  const moved = placeIn(shown(next), box, middle(now));
  return panned(next, home, anchor.x - moved.x, anchor.y - moved.y);
}
