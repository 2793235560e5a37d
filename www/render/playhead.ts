// The clock of the motion: runs over the rollouts' span, rests a moment at the end, begins again.

const REST_MS = 900;
/** A longer gap between two frames is a hidden page or a sleeping machine, and counts as no time at all. */
const GAP_MS = 250;

export class Playhead {
  /** Seconds since the rollouts' start. */
  time = 0;
  playing = true;
  /** Seconds of motion in a second. */
  speed = 1;
  private horizon = 0;
  private last = 0;
  private rested = 0;

  setHorizon(horizon: number): void {
    this.horizon = horizon;
    this.time = Math.min(this.time, horizon);
  }

  seek(time: number): void {
    this.time = Math.max(0, Math.min(this.horizon, time));
    this.rested = 0;
  }

  /** Stands still there. */
  hold(time: number): void {
    this.playing = false;
    this.seek(time);
  }

  /** Stands still `count` rows of `dt` seconds further on, or back. */
  step(count: number, dt: number): void {
    if (!(dt > 0)) return;
    // What lies between two rows goes to the next one in that direction.
    const row = this.time / dt;
    const nearest = Math.round(row);
    const whole = Math.abs(row - nearest) < 1e-3;
    const from = whole ? nearest : count > 0 ? Math.floor(row) : Math.ceil(row);
    this.hold((from + count) * dt);
  }

  /** Stands still at the end, for those who asked for less motion. */
  rest(): void {
    this.playing = false;
    this.time = this.horizon > 0 ? this.horizon : Number.POSITIVE_INFINITY;
  }

  advance(now: number): void {
    const elapsed = now - this.last;
    this.last = now;
    if (!this.playing || elapsed <= 0 || elapsed > GAP_MS) return;
    if (this.time < this.horizon) {
      this.time = Math.min(this.horizon, this.time + (elapsed / 1000) * this.speed);
      return;
    }
    this.rested += elapsed;
    if (this.rested >= REST_MS) this.seek(0);
  }
}
