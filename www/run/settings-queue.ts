// Queue of proposed settings, checked one batch at a time. Proposals made meanwhile are merged into the next batch.
import type { Settings } from "../experiment/experiment";

export class SettingsQueue {
  /** Whether a batch is being checked. */
  busy = false;
  private waiting: Settings | null = null;

  constructor(
    /** Whether settings can be checked yet; until then they wait for `settle`. */
    private readonly ready: () => boolean,
    private readonly consider: (patch: Settings) => Promise<void>,
    private readonly failed: (reason: string) => void,
    private readonly answered: () => void,
  ) {}

  add(patch: Settings): void {
    this.waiting = { ...this.waiting, ...patch };
    void this.settle();
  }

  async settle(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.waiting && this.ready()) {
        const patch = this.waiting;
        this.waiting = null;
        await this.consider(patch);
      }
    } catch (error) {
      this.failed(error instanceof Error ? error.message : String(error));
    } finally {
      this.busy = false;
      if (!this.waiting) this.answered();
    }
  }
}
