// Pans and zooms a viewport. Pure functions.
import type { Viewport } from "./viewport";

type Range = [number, number];

/** How far the view may go in and out, as parts of what the system shows at first. */
const CLOSEST = 1 / 40;
const WIDEST = 6;

const length = ([low, high]: Range) => high - low;

/** `range` of another length about `fixed`, which stays where it is. */
const scaled = ([low, high]: Range, fixed: number, factor: number): Range => [
  fixed + (low - fixed) * factor,
  fixed + (high - fixed) * factor,
];

/** The range shifted so that its middle lies within `home`, drawn out by its own length. */
function kept(range: Range, home: Range): Range {
  const middle = (range[0] + range[1]) / 2;
  const reach = (WIDEST * length(home)) / 2;
  const centre = (home[0] + home[1]) / 2;
  const shift = Math.max(centre - reach, Math.min(centre + reach, middle)) - middle;
  return [range[0] + shift, range[1] + shift];
}

/** `factor` below 1 goes closer; the point (x, y) stays where it is on the screen. */
export function zoomed(
  viewport: Viewport,
  home: Viewport,
  at: { x: number; y: number },
  factor: number,
): Viewport {
  const now = length(viewport.x) / length(home.x);
  const allowed = Math.max(CLOSEST, Math.min(WIDEST, now * factor)) / now;
  return {
    x: kept(scaled(viewport.x, at.x, allowed), home.x),
    y: kept(scaled(viewport.y, at.y, allowed), home.y),
  };
}

export function panned(viewport: Viewport, home: Viewport, dx: number, dy: number): Viewport {
  const shifted = ([low, high]: Range, by: number): Range => [low + by, high + by];
  return { x: kept(shifted(viewport.x, dx), home.x), y: kept(shifted(viewport.y, dy), home.y) };
}

export const middleOf = ({ x, y }: Viewport) => ({ x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 });

/** The pixels of the screen in which a viewport is shown. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Fingers nearer to each other than this, in pixels, zoom no further. */
const NEAREST = 20;

type Place = { x: number; y: number };

export const placeIn = ({ x, y }: Viewport, box: Box, at: Place): Place => ({
  x: x[0] + ((at.x - box.left) / box.width) * length(x),
  y: y[1] - ((at.y - box.top) / box.height) * length(y),
});

/**
 * The viewport after one or two pointers have gone from `down` to `now`: what was under each is under it still. Two that turn
 * about each other keep the place between them. `shown` is the part of a viewport that the box shows.
 */
export function carried(
  viewport: Viewport,
  home: Viewport,
  box: Box,
  down: readonly Place[],
  now: readonly Place[],
  shown: (viewport: Viewport) => Viewport,
): Viewport {
  const middle = (places: readonly Place[]): Place => ({
    x: places.reduce((sum, { x }) => sum + x, 0) / places.length,
    y: places.reduce((sum, { y }) => sum + y, 0) / places.length,
  });
  const apart = ([a, b]: readonly Place[]) =>
    a && b ? Math.max(NEAREST, Math.hypot(a.x - b.x, a.y - b.y)) : NEAREST;
  const held = placeIn(shown(viewport), box, middle(down));
  const next = zoomed(viewport, home, held, apart(down) / apart(now));
  const there = placeIn(shown(next), box, middle(now));
  return panned(next, home, held.x - there.x, held.y - there.y);
}
