// Pans and zooms a viewport. Pure functions.
import type { Window } from "./viewport";

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
export function zoomed(window: Window, home: Window, at: { x: number; y: number }, factor: number): Window {
  const now = length(window.x) / length(home.x);
  const allowed = Math.max(CLOSEST, Math.min(WIDEST, now * factor)) / now;
  return {
    x: kept(scaled(window.x, at.x, allowed), home.x),
    y: kept(scaled(window.y, at.y, allowed), home.y),
  };
}

export function panned(window: Window, home: Window, dx: number, dy: number): Window {
  const shifted = ([low, high]: Range, by: number): Range => [low + by, high + by];
  return { x: kept(shifted(window.x, dx), home.x), y: kept(shifted(window.y, dy), home.y) };
}

export const middleOf = ({ x, y }: Window) => ({ x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 });

/** The pixels of the screen in which a window is shown. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Fingers nearer to each other than this, in pixels, zoom no further. */
const NEAREST = 20;

type Place = { x: number; y: number };

export const placeIn = ({ x, y }: Window, box: Box, at: Place): Place => ({
  x: x[0] + ((at.x - box.left) / box.width) * length(x),
  y: y[1] - ((at.y - box.top) / box.height) * length(y),
});

/**
 * The window after one or two pointers have gone from `down` to `now`: what was under each is under it still. Two that turn
 * about each other keep the place between them. `shown` is the part of a window that the box shows.
 */
export function carried(
  window: Window,
  home: Window,
  box: Box,
  down: readonly Place[],
  now: readonly Place[],
  shown: (window: Window) => Window,
): Window {
  const middle = (places: readonly Place[]): Place => ({
    x: places.reduce((sum, { x }) => sum + x, 0) / places.length,
    y: places.reduce((sum, { y }) => sum + y, 0) / places.length,
  });
  const apart = ([a, b]: readonly Place[]) =>
    a && b ? Math.max(NEAREST, Math.hypot(a.x - b.x, a.y - b.y)) : NEAREST;
  const held = placeIn(shown(window), box, middle(down));
  const next = zoomed(window, home, held, apart(down) / apart(now));
  const there = placeIn(shown(next), box, middle(now));
  return panned(next, home, held.x - there.x, held.y - there.y);
}
