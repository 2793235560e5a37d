// An element's canvases may fail: the browser takes their content away for want of memory, gives it back empty, or gives none at all.
import type { LitElement, ReactiveController } from "lit";
import { prepare, type Size } from "../plot/surface";

/** What has become of a canvas. */
export type CanvasEvent = CustomEvent<keyof typeof CANVAS_FATES>;

/** A sentence for the visitor about each fate that needs one. */
export const CANVAS_FATES = {
  lost: "The browser has cleared drawings, for want of memory. They come back by themselves as soon as it allows; training goes on.",
  refused:
    "The browser gives this page no canvas to draw on. Training goes on, unseen. Closing other tabs and loading the page anew may help; the address keeps the settings.",
  restored: null,
};

export class Canvases implements ReactiveController {
  private refused = false;

  constructor(
    private readonly host: LitElement,
    private readonly redraw: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // The browser's events do not bubble.
    this.host.renderRoot.addEventListener("contextlost", this.lost, true);
    this.host.renderRoot.addEventListener("contextrestored", this.restored, true);
  }

  hostDisconnected(): void {
    this.host.renderRoot.removeEventListener("contextlost", this.lost, true);
    this.host.renderRoot.removeEventListener("contextrestored", this.restored, true);
  }

  /** A canvas beside the page, which the browser may take away as well. */
  picture(): OffscreenCanvas {
    const canvas = new OffscreenCanvas(1, 1);
    canvas.addEventListener("contextlost", this.lost);
    canvas.addEventListener("contextrestored", this.restored);
    return canvas;
  }

  /** The canvas as `prepare` makes it; null, which is told once, if the browser gives none. */
  context(
    canvas: HTMLCanvasElement | OffscreenCanvas,
    size: Size,
    scale = 1,
  ): CanvasRenderingContext2D | null {
    const context = prepare(canvas, size, scale);
    if (!context && !this.refused) this.tell("refused");
    this.refused = !context;
    return context;
  }

  private readonly lost = (): void => this.tell("lost");

  private readonly restored = (): void => {
    this.tell("restored");
    this.redraw();
  };

  private tell(detail: CanvasEvent["detail"]): void {
    this.host.dispatchEvent(new CustomEvent("canvaschange", { detail, bubbles: true, composed: true }));
  }
}
