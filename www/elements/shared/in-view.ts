// Whether any of an element can be seen: it is not scrolled away, folded into something, or hidden by a style.

/** Styles that hide an element change without an event, so they are read this often. */
const INTERVAL_MS = 250;

/** Both spellings: browsers knew the first two names before the specification settled on the others. */
const STYLES = {
  checkVisibilityCSS: true,
  checkOpacity: true,
  visibilityProperty: true,
  opacityProperty: true,
};

export class InView {
  /** Until the browser has said otherwise, the element counts as seen. */
  private seen = true;
  private inside = true;
  private timer = 0;
  private readonly observer = new IntersectionObserver((entries) => {
    this.inside = entries.at(-1)?.isIntersecting ?? true;
    this.look();
  });

  constructor(
    private readonly element: HTMLElement,
    private readonly changed: (seen: boolean) => void,
  ) {}

  open(): void {
    this.inside = true;
    this.observer.observe(this.element);
    this.timer = window.setInterval(() => this.look(), INTERVAL_MS);
  }

  close(): void {
    this.observer.disconnect();
    clearInterval(this.timer);
  }

  private look(): void {
    const seen = this.inside && (this.element.checkVisibility?.(STYLES) ?? true);
    if (seen === this.seen) return;
    this.seen = seen;
    this.changed(seen);
  }
}
