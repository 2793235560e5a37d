// Time left as a person reads it: it runs down with the clock, and jumps only when the estimate has moved by much.

/** An estimate that differs by less, in seconds or as a part of itself, is the same one. */
const SLACK_S = 3;
const SLACK_PART = 0.15;

export class TimeLeft {
  private end: number | null = null;

  /** Seconds to tell at `now` (ms), when `estimate` seconds are thought to be left; null stays null. */
  steady(estimate: number | null, now: number): number | null {
    if (estimate === null) return null;
    const end = now / 1000 + estimate;
    const slack = Math.max(SLACK_S, SLACK_PART * estimate);
    if (this.end === null || Math.abs(end - this.end) > slack) this.end = end;
    // What runs late is never over before it ends.
    return Math.max(this.end - now / 1000, Math.min(1, estimate));
  }
}
