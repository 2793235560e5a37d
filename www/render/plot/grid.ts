// Values on a rectangular grid, and interpolation between them: linear at a point, by Catmull–Rom splines on a finer grid.
import type { Viewport } from "./viewport";

/** Values in row-major order; the first row lies on the lower edge of the grid's rectangle, the last on the upper one. */
export interface Grid {
  columns: number;
  rows: number;
  values: Float32Array;
}

/** For each of the fine columns or rows: its four neighbours, their weights, and the nearest of them. */
interface Taps {
  count: number;
  at: Int32Array;
  weights: Float64Array;
  nearest: Int32Array;
}

/** Divides the grid's rectangle into `count * factor` equal cells and interpolates at their centres. */
function tapsOf(count: number, factor: number): Taps {
  const fine = count * factor;
  const last = count - 1;
  const taps: Taps = {
    count: fine,
    at: new Int32Array(4 * fine),
    weights: new Float64Array(4 * fine),
    nearest: new Int32Array(fine),
  };
  for (let i = 0; i < fine; i++) {
    const place = ((i + 0.5) / fine) * last;
    const left = Math.floor(place);
    const t = place - left;
    taps.nearest[i] = Math.round(place);
    taps.at.set(
      [left - 1, left, left + 1, left + 2].map((each) => Math.max(0, Math.min(last, each))),
      4 * i,
    );
    taps.weights.set(
      [
        t * (-0.5 + t * (1 - 0.5 * t)),
        1 + t * t * (-2.5 + 1.5 * t),
        t * (0.5 + t * (2 - 1.5 * t)),
        t * t * (-0.5 + 0.5 * t),
      ],
      4 * i,
    );
  }
  return taps;
}

/**
 * Interpolates between values that lie `step` apart from `from` on. Next to values that are not finite, the nearest value counts
 * instead, so that such cells keep their size.
 */
function interpolated(values: Float32Array, from: number, step: number, taps: Taps, i: number): number {
  const { at, weights, nearest } = taps;
  let sum = 0;
  for (let k = 4 * i; k < 4 * i + 4; k++) {
    sum += (weights[k] as number) * (values[from + step * (at[k] as number)] as number);
  }
  return Number.isFinite(sum) ? sum : (values[from + step * (nearest[i] as number)] as number);
}

/** The values at the centres of `factor` times as many equal cells along each side of the same rectangle. */
export function enlarged({ columns, rows, values }: Grid, factor: number): Grid {
  const [across, up] = [tapsOf(columns, factor), tapsOf(rows, factor)];
  const width = across.count;
  const wide = new Float32Array(width * rows);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      wide[row * width + i] = interpolated(values, row * columns, 1, across, i);
    }
  }
  const fine = new Float32Array(width * up.count);
  for (let row = 0; row < up.count; row++) {
    for (let i = 0; i < width; i++) fine[row * width + i] = interpolated(wide, i, width, up, row);
  }
  return { columns: width, rows: up.count, values: fine };
}

/** The value at (x, y) by linear interpolation on a grid over `viewport`; beyond it, that of the nearest point on its edge. */
export function interpolatedAt(grid: Grid, viewport: Viewport, x: number, y: number): number {
  const { columns, rows, values } = grid;
  const place = (value: number, [low, high]: [number, number], count: number) =>
    Math.max(0, Math.min(1, (value - low) / (high - low))) * (count - 1);
  const [across, up] = [place(x, viewport.x, columns), place(y, viewport.y, rows)];
  const [column, row] = [Math.min(Math.floor(across), columns - 2), Math.min(Math.floor(up), rows - 2)];
  const [s, t] = [across - column, up - row];
  const along = (j: number) => {
    const i = (row + j) * columns + column;
    return (1 - s) * (values[i] as number) + s * (values[i + 1] as number);
  };
  return (1 - t) * along(0) + t * along(1);
}
