// An element's canvases may fail: the browser takes their content away for want of memory, gives it back empty, or gives none at all.
import type { LitElement, ReactiveController } from "lit";
import type { CanvasStatus } from "../../workers/protocol";
import { emit } from "./emit";

/** What has become of a canvas. */
export type CanvasEvent = CustomEvent<CanvasStatus>;

/** A sentence for the visitor about each fate that needs one. */
export const CANVAS_STATUS_MESSAGES: Record<CanvasStatus, string | null> = {
  lost: "The browser has cleared drawings, for want of memory. They come back by themselves as soon as it allows; training goes on.",
  refused:
    "The browser gives this page no canvas to draw on. Training goes on, unseen. Closing other tabs and loading the page anew may help; the address keeps the settings.",
  "no-renderer":
    "The planes cannot be drawn: the worker that draws them was lost again and again. Training goes on, unseen. Loading the page anew may help; the address keeps the settings.",
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

  /** Whether the browser gives canvases; that it does not is told once. */
  given(): boolean {
    const context = document.createElement("canvas").getContext("2d");
    if (!context && !this.refused) this.tell("refused");
    this.refused = !context;
    return !this.refused;
  }

  private readonly lost = (): void => this.tell("lost");

  private readonly restored = (): void => {
    this.tell("restored");
    this.redraw();
  };

  private tell(detail: CanvasEvent["detail"]): void {
    emit(this.host, "canvaschange", detail);
  }
}
