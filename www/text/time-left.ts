// Smooths the estimated time left: it counts down with the clock and jumps only when the estimate changes a lot.

/** Ignore changes of the estimate below either tolerance: seconds, or a fraction of the estimate. */
const SLACK_S = 3;
const SLACK_FRACTION = 0.15;

export class TimeLeft {
  private end: number | null = null;

  /** Seconds to display at `now` (ms), given an estimate in seconds; null stays null. */
  steady(estimate: number | null, now: number): number | null {
    if (estimate === null) return null;
    const end = now / 1000 + estimate;
    const slack = Math.max(SLACK_S, SLACK_FRACTION * estimate);
    if (this.end === null || Math.abs(end - this.end) > slack) this.end = end;
    // Overdue work still shows up to a second left.
    return Math.max(this.end - now / 1000, Math.min(1, estimate));
  }
}
