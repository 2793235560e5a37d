// Where the pointer is: at a point of the planes or a time of the strips. All pictures mark the same one.

export class Cursor {
  /** A point along the two axes of the planes. */
  point: { x: number; y: number } | null = null;
  /** Seconds since the rollouts' start. */
  time: number | null = null;
  /** Counts the changes, so that a picture knows without comparing. */
  changes = 0;

  moveTo(x: number, y: number): void {
    this.point = { x, y };
    this.time = null;
    this.changes += 1;
  }

  moveToTime(time: number): void {
    this.point = null;
    this.time = time;
    this.changes += 1;
  }

  leave(): void {
    if (!this.point && this.time === null) return;
    this.point = null;
    this.time = null;
    this.changes += 1;
  }
}
