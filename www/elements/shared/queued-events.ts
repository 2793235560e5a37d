// Defers an element's events to a microtask, so that listeners can safely call the element.

/** Queues events and dispatches each type once, in a microtask. */
export class QueuedEvents {
  private readonly queue = new Map<string, () => unknown>();

  constructor(private readonly target: EventTarget) {}

  /** `detail` is evaluated on dispatch, so it reflects the latest state. */
  add(type: string, detail: () => unknown = () => null): void {
    const scheduled = this.queue.size > 0;
    this.queue.set(type, detail);
    if (!scheduled) queueMicrotask(() => this.dispatch());
  }

  private dispatch(): void {
    const events = [...this.queue];
    this.queue.clear();
    for (const [type, detail] of events) {
      this.target.dispatchEvent(new CustomEvent(type, { detail: detail() }));
    }
  }
}
