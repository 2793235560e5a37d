// The pointer's position: a point on the planes or a time on the charts. All columns and charts mark it.
import type { Reading } from "../../pkg/hnn_playground";
import type { Point } from "./plot/viewport";

/** Each model's values at a point of the plane. */
export interface Probe {
  at: Point;
  readings: Record<string, Reading>;
}

export class Pointer {
  /** A point in the coordinates of the planes' two axes. */
  point: Point | null = null;
  /** The models' values at the point, or at an earlier one until new values arrive. */
  probe: Probe | null = null;
  /** The same point in screen pixels. */
  place: Point | null = null;
  /** Whether screen readers announce the values, which they do if the point was reached by keyboard. */
  aloud = false;
  /** Seconds from the start of the rollouts. */
  time: number | null = null;
  /** Number of changes so far, so that a view can tell whether to redraw. */
  changes = 0;

  moveTo(point: Point, place: Point | null, aloud = false): void {
    this.point = point;
    this.place = place;
    this.aloud = aloud;
    this.time = null;
    this.changes += 1;
  }

  moveToTime(time: number): void {
    this.leave();
    this.time = time;
    this.changes += 1;
  }

  read(probe: Probe): void {
    if (!this.point) return;
    this.probe = probe;
    this.changes += 1;
  }

  leave(): void {
    if (!this.point && this.time === null) return;
    this.point = null;
    this.place = null;
    this.probe = null;
    this.time = null;
    this.changes += 1;
  }
}
