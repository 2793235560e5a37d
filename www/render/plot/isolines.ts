// Isolines of values on a grid, by marching squares (Lorensen & Cline 1987, in two dimensions).
import type { Grid } from "./grid";
import type { Pen } from "./pen";
import type { PlaneScales, Viewport } from "./viewport";

/** A place in the grid's rectangle: 0 … 1 from left to right and from bottom to top. */
export type Place = readonly [number, number];

/** Edges of a cell. */
const BOTTOM = 0;
const RIGHT = 1;
const TOP = 2;
const LEFT = 3;

/**
 * The edges at which a line enters and leaves a cell, with higher values on its left. The index adds 1, 2, 4 and 8 for high corners at
 * the lower left, lower right, upper right and upper left. A saddle has two lines.
 */
const LINES: readonly (readonly number[])[] = [
  [],
  [BOTTOM, LEFT],
  [RIGHT, BOTTOM],
  [RIGHT, LEFT],
  [TOP, RIGHT],
  [BOTTOM, LEFT, TOP, RIGHT],
  [TOP, BOTTOM],
  [TOP, LEFT],
  [LEFT, TOP],
  [BOTTOM, TOP],
  [RIGHT, BOTTOM, LEFT, TOP],
  [RIGHT, TOP],
  [LEFT, RIGHT],
  [BOTTOM, RIGHT],
  [LEFT, BOTTOM],
  [],
];

/** The lines on which the values equal a level. They end at the edges of the grid and at cells with a value that is not finite. */
export function isolines(grid: Grid, level: number): Place[][] {
  const { columns, rows, values } = grid;
  const at = (i: number) => values[i] as number;
  // An edge has the number 2i if it leads from value i to the right, 2i + 1 if it leads up.
  const next = new Int32Array(2 * columns * rows).fill(-1);
  const starts: number[] = [];
  const entered = new Uint8Array(next.length);
  for (let row = 0; row < rows - 1; row++) {
    for (let i = row * columns; i < (row + 1) * columns - 1; i++) {
      const [a, b, c, d] = [at(i), at(i + 1), at(i + columns + 1), at(i + columns)];
      if (!Number.isFinite(a + b + c + d)) continue;
      const high = (a >= level ? 1 : 0) + (b >= level ? 2 : 0) + (c >= level ? 4 : 0) + (d >= level ? 8 : 0);
      if (high === 0 || high === 15) continue;
      const edges = [2 * i, 2 * (i + 1) + 1, 2 * (i + columns), 2 * i + 1];
      const sides = LINES[high] as readonly number[];
      for (let k = 0; k < sides.length; k += 2) {
        const from = edges[sides[k] as number] as number;
        const to = edges[sides[k + 1] as number] as number;
        next[from] = to;
        entered[to] = 1;
        starts.push(from);
      }
    }
  }
  /** Where the level lies on an edge. */
  const crossing = (edge: number): Place => {
    const i = edge >> 1;
    const up = edge % 2;
    const share = (level - at(i)) / (at(up ? i + columns : i + 1) - at(i));
    const [column, row] = [i % columns, Math.floor(i / columns)];
    return [(column + (up ? 0 : share)) / (columns - 1), (row + (up ? share : 0)) / (rows - 1)];
  };
  const lines: Place[][] = [];
  const follow = (start: number) => {
    const line = [crossing(start)];
    for (let edge = next[start] as number, from = start; edge >= 0; ) {
      line.push(crossing(edge));
      next[from] = -1;
      from = edge;
      edge = next[from] as number;
    }
    if (line.length > 1) lines.push(line);
  };
  // Open lines begin at edges that no line enters. The rest are closed.
  for (const start of starts) if (!entered[start]) follow(start);
  for (const start of starts) follow(start);
  return lines;
}

/** Adds lines on a grid over `viewport` to the pen's path. */
export function traceLines(
  pen: Pen,
  { x, y }: PlaneScales,
  viewport: Viewport,
  lines: readonly Place[][],
): void {
  const across = (part: number) => x(viewport.x[0] + part * (viewport.x[1] - viewport.x[0]));
  const up = (part: number) => y(viewport.y[0] + part * (viewport.y[1] - viewport.y[0]));
  for (const line of lines) {
    line.forEach(([right, above], i) => {
      if (i === 0) pen.moveTo(across(right), up(above));
      else pen.lineTo(across(right), up(above));
    });
  }
}
