// Lays out a dot plot: one dot per value, stacked where they would overlap.

import { linear, type Scale } from "./scales";

/** In CSS pixels. */
export const dotSizes = { radius: 4, row: 46, axis: 22, left: 34, right: 24 };

/** Values outside are drawn at the edge. */
const WIDEST: [number, number] = [-2, 2];
const NARROWEST: [number, number] = [-0.15, 0.15];

/** The axis range shared by all rows: as much of the data as fits within WIDEST. */
export function dotDomain(values: number[]): [number, number] {
  const low = Math.min(NARROWEST[0], ...values);
  const high = Math.max(NARROWEST[1], ...values);
  const margin = 0.04 * (high - low);
  return [Math.max(WIDEST[0], low - margin), Math.min(WIDEST[1], high + margin)];
}

export const dotScale = (domain: [number, number], width: number): Scale =>
  linear(domain, [dotSizes.left, Math.max(dotSizes.left + 1, width - dotSizes.right)]);

/** Clamps a value to the domain; `beyond` is −1 or 1 if it lies to the left or right of it, otherwise 0. */
export function clipped(
  value: number,
  [low, high]: readonly [number, number],
): { at: number; beyond: number } {
  if (value < low) return { at: low, beyond: -1 };
  return value > high ? { at: high, beyond: 1 } : { at: value, beyond: 0 };
}

/** Vertical offsets of dots at `x`, within ±`reach`, with a spacing of `apart` or, for lack of room, less. */
export function swarm(x: number[], apart: number, reach: number): number[] {
  for (const distance of [apart, 0.75 * apart, 0.5 * apart, 0.3 * apart]) {
    const heights = piled(x, distance, reach);
    if (heights) return heights;
  }
  return x.map((_, i) => reach * (((i * 7) % 11) / 5 - 1));
}

/** The same for a fixed spacing; null if there isn't enough room. */
function piled(x: number[], distance: number, reach: number): number[] | null {
  const heights = new Array<number>(x.length).fill(0);
  const placed: { x: number; y: number }[] = [];
  const order = x.map((_, i) => i).sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0));
  const step = distance / 4;
  for (const i of order) {
    const at = x[i] ?? 0;
    const near = placed.filter((dot) => Math.abs(dot.x - at) < distance);
    // Alternates upwards and downwards, starting in the middle.
    let turn = 0;
    const height = () => (turn % 2 === 0 ? -1 : 1) * step * Math.ceil(turn / 2);
    while (near.some((dot) => Math.hypot(dot.x - at, dot.y - height()) < distance)) {
      turn += 1;
      if (Math.abs(height()) > reach) return null;
    }
    heights[i] = height();
    placed.push({ x: at, y: height() });
  }
  return heights;
}
