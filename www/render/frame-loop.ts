// The page's one animation loop: what moves is drawn every frame, what is costly in turns.

/** Milliseconds of a frame after which further costly drawings wait for the next. */
const BUDGET_MS = 2;
/** Numbers that change all the time are renewed no sooner than this. */
export const BEAT_MS = 90;

export class FrameLoop {
  private readonly drawers = new Set<(now: number) => void>();
  private readonly jobs = new Map<unknown, () => void>();
  private handle = 0;
  private beatAt = 0;
  /** Whether such numbers are renewed in this frame: all of them in the same, for which the page is laid out once. */
  beat = false;

  /** Calls `draw` every frame until the returned function is called. */
  onFrame(draw: (now: number) => void): () => void {
    this.drawers.add(draw);
    return () => this.drawers.delete(draw);
  }

  /** Does `job` in one of the next frames; a newer job of the same key takes its place. */
  later(key: unknown, job: () => void): void {
    this.jobs.set(key, job);
  }

  start(): void {
    if (this.handle === 0) this.handle = requestAnimationFrame(this.frame);
  }

  stop(): void {
    cancelAnimationFrame(this.handle);
    this.handle = 0;
  }

  private readonly frame = (now: number): void => {
    this.handle = requestAnimationFrame(this.frame);
    const began = performance.now();
    // A clock that was set back is no reason to wait.
    this.beat = Math.abs(now - this.beatAt) > BEAT_MS;
    if (this.beat) this.beatAt = now;
    // Before what moves, which is drawn over them.
    for (const [key, job] of this.jobs) {
      this.jobs.delete(key);
      job();
      if (performance.now() - began > BUDGET_MS) break;
    }
    for (const draw of this.drawers) draw(now);
  };
}
