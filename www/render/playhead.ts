// The playback clock: runs to the end of the rollouts, pauses briefly, and starts again.

const REST_MS = 900;
/** A longer gap between two frames means a hidden page or a sleeping machine, and doesn't advance the clock. */
const GAP_MS = 250;

export class Playhead {
  /** Seconds from the start of the rollouts. */
  time = 0;
  playing = true;
  /** Playback speed, in seconds of motion per second. */
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

  /** Pauses at a time. */
  hold(time: number): void {
    this.playing = false;
    this.seek(time);
  }

  /** Pauses `count` rows of `dt` seconds later, or earlier if negative. */
  step(count: number, dt: number): void {
    if (!(dt > 0)) return;
    // From between two rows, the first step goes to the next row in that direction.
    const row = this.time / dt;
    const nearest = Math.round(row);
    const whole = Math.abs(row - nearest) < 1e-3;
    const from = whole ? nearest : count > 0 ? Math.floor(row) : Math.ceil(row);
    this.hold((from + count) * dt);
  }

  /** Pauses at the end of the motion, for users who prefer reduced motion. */
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
