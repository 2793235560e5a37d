// Tracks whether any part of an element is visible: not scrolled away, collapsed or hidden by CSS.

/** Style changes fire no event, so visibility is polled at this interval. */
const INTERVAL_MS = 250;

/** Both spellings: early implementations used the first two option names. */
const STYLES = {
  checkVisibilityCSS: true,
  checkOpacity: true,
  visibilityProperty: true,
  opacityProperty: true,
};

export class InView {
  /** An element counts as visible until the first observation. */
  private seen = true;
  private intersecting = true;
  private timer = 0;
  private readonly observer = new IntersectionObserver((entries) => {
    this.intersecting = entries.at(-1)?.isIntersecting ?? true;
    this.check();
  });

  constructor(
    private readonly element: HTMLElement,
    private readonly changed: (seen: boolean) => void,
  ) {}

  open(): void {
    this.intersecting = true;
    this.observer.observe(this.element);
    this.timer = window.setInterval(() => this.check(), INTERVAL_MS);
  }

  close(): void {
    this.observer.disconnect();
    clearInterval(this.timer);
  }

  private check(): void {
    const seen = this.intersecting && (this.element.checkVisibility?.(STYLES) ?? true);
    if (seen === this.seen) return;
    this.seen = seen;
    this.changed(seen);
  }
}
