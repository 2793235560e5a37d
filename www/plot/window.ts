// The shown part of phase space, moved and made larger or smaller. Pure functions.
import type { Window } from "./phase-plane";

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
