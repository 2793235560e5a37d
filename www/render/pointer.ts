// Where the pointer is: at a point of the planes or a time of the strips. All pictures mark the same one.
import type { Reading } from "../../pkg/hnn_playground";
import type { Point } from "./plot/viewport";

/** What the models say of a point of the plane, by model. */
export interface Probe {
  at: Point;
  readings: Record<string, Reading>;
}

export class Pointer {
  /** A point along the two axes of the planes. */
  point: Point | null = null;
  /** What the models say of it, or of where it was a moment ago. */
  probe: Probe | null = null;
  /** The same on the screen, in its pixels. */
  place: Point | null = null;
  /** Whether what is read is spoken, too: the place was reached by keys. */
  aloud = false;
  /** Seconds since the rollouts' start. */
  time: number | null = null;
  /** Counts the changes, so that a picture knows without comparing. */
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
