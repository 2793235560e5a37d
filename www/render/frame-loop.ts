// The page's animation loop: runs the drawers every frame, and costly jobs as the time budget allows.

/** Once a frame's jobs have taken this long, the rest wait for the next frame. */
const BUDGET_MS = 2;
/** Minimum interval between updates of text that changes all the time. */
export const BEAT_MS = 90;

export class FrameLoop {
  private readonly drawers = new Set<(now: number) => void>();
  private readonly jobs = new Map<unknown, () => void>();
  private handle = 0;
  private beatAt = 0;
  /** Whether to update such text in this frame. All of it updates in the same frame, so that the page is laid out once. */
  beat = false;

  /** Calls `draw` every frame. The returned function stops it. */
  onFrame(draw: (now: number) => void): () => void {
    this.drawers.add(draw);
    return () => this.drawers.delete(draw);
  }

  /** Runs `job` in one of the next frames, unless a newer job with the same key replaces it. */
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
    // The absolute value: if the clock was set back, don't wait for it.
    this.beat = Math.abs(now - this.beatAt) > BEAT_MS;
    if (this.beat) this.beatAt = now;
    // Jobs come first, because the moving parts are drawn on top of them.
    for (const [key, job] of this.jobs) {
      this.jobs.delete(key);
      job();
      if (performance.now() - began > BUDGET_MS) break;
    }
    for (const draw of this.drawers) draw(now);
  };
}
