// Events of an element, dispatched after the work that causes them, so that a listener can call the element again.

/** Queues events and dispatches each type once, in a microtask. */
export class QueuedEvents {
  private readonly queue = new Map<string, () => unknown>();

  constructor(private readonly target: EventTarget) {}

  /** `detail` is called when the event is dispatched, so that it tells the latest state. */
  add(type: string, detail: () => unknown = () => null): void {
    const waiting = this.queue.size > 0;
    this.queue.set(type, detail);
    if (!waiting) queueMicrotask(() => this.dispatch());
  }

  private dispatch(): void {
    const events = [...this.queue];
    this.queue.clear();
    for (const [type, detail] of events) {
      this.target.dispatchEvent(new CustomEvent(type, { detail: detail() }));
    }
  }
}
