// Adds a curve to a path without the points that make no visible difference: fewer points are drawn faster.

import type { Pen } from "./pen";
import type { Scale } from "./scales";

/** With more points per pixel than this, a curve is dense. Then a pixel column keeps only its first, lowest and highest point. */
const DENSE = 4;
/** A point left out is at most this many pixels from the line drawn. */
const TOLERANCE = { sparse: 0.2, dense: 0.5 };
/** Points are clamped this many pixels beyond the edge: dashing a line far outside the picture would only cost time. */
const FAR = 5000;

type Values = ArrayLike<number | null>;

/** Leaves a gap where a value is missing. */
export function addCurve(pen: Pen, xs: Values, ys: Values, x: Scale, y: Scale): void {
  const dense = xs.length > DENSE * (x.range[1] - x.range[0]);
  const tolerance = dense ? TOLERANCE.dense : TOLERANCE.sparse;
  const rows = dense ? extremes(xs, ys, x) : null;
  let line: Line | null = null;
  for (let k = 0; k < (rows ?? xs).length; k++) {
    const i = rows?.[k] ?? k;
    const px = x(xs[i] ?? Number.NaN);
    const py = Math.max(-FAR, Math.min(FAR, y(ys[i] ?? Number.NaN)));
    if (Number.isNaN(px + py)) {
      line?.draw(pen);
      line = null;
    } else if (!line) {
      pen.moveTo(px, py);
      line = new Line(px, py, tolerance);
    } else if (!line.extend(px, py)) {
      line.draw(pen);
      line = new Line(line.endX, line.endY, tolerance);
      line.extend(px, py);
    }
  }
  line?.draw(pen);
}

/** The first, lowest and highest row of each pixel column, and all missing values. */
function extremes(xs: Values, ys: Values, x: Scale): number[] {
  const rows = new Set<number>();
  let column = Number.NaN;
  let [low, high] = [0, 0];
  const finish = () => {
    rows.add(Math.min(low, high)).add(Math.max(low, high));
  };
  for (let i = 0; i < xs.length; i++) {
    const value = ys[i] ?? Number.NaN;
    const at = Number.isNaN(value) ? Number.NaN : Math.floor(x(xs[i] ?? Number.NaN));
    if (at !== column) {
      finish();
      rows.add(i);
      column = at;
      low = i;
      high = i;
    } else if (value < Number(ys[low])) low = i;
    else if (value > Number(ys[high])) high = i;
  }
  finish();
  return [...rows];
}

/**
 * A straight line from a point drawn, as long as it passes the points after it within the tolerance. The directions that do so form
 * a cone, which each point narrows (the sleeve algorithm: Zhao and Saalfeld, Auto-Carto 13, 1997).
 */
class Line {
  private low = Number.NEGATIVE_INFINITY;
  private high = Number.POSITIVE_INFINITY;
  private length = 0;
  endX: number;
  endY: number;

  constructor(
    private readonly x: number,
    private readonly y: number,
    private readonly tolerance: number,
  ) {
    this.endX = x;
    this.endY = y;
  }

  /** Moves the end to a point; false if the line would then miss a point before it. */
  extend(x: number, y: number): boolean {
    const direction = Math.atan2(y - this.y, x - this.x);
    const distance = Math.hypot(x - this.x, y - this.y);
    // A line that came back would cut off a peak.
    if (direction < this.low || direction > this.high || distance < this.length - this.tolerance)
      return false;
    const spread = distance > this.tolerance ? Math.asin(this.tolerance / distance) : Math.PI;
    this.low = Math.max(this.low, direction - spread);
    this.high = Math.min(this.high, direction + spread);
    this.length = Math.max(this.length, distance);
    this.endX = x;
    this.endY = y;
    return true;
  }

  /** Draws nothing for a single point. */
  draw(pen: Pen): void {
    if (this.length > 0) pen.lineTo(this.endX, this.endY);
  }
}
