// Handles canvas failures: browsers short of memory clear a canvas, restore it empty, or don't provide one at all.
import type { LitElement, ReactiveController } from "lit";
import type { CanvasStatus } from "../../workers/protocol";
import { emit } from "./emit";

/** `canvaschange`: the new status of a canvas. */
export type CanvasEvent = CustomEvent<CanvasStatus>;

/** The visitor's message for each status; null for none. */
export const CANVAS_STATUS_MESSAGES: Record<CanvasStatus, string | null> = {
  lost: "The browser has cleared the drawings because memory is low. They will come back by themselves. Training continues.",
  refused:
    "Training continues, but the browser provides no canvas to draw it. Close other tabs and reload; the address keeps your settings.",
  "no-renderer":
    "Training continues, but the planes can’t be drawn: their worker keeps crashing. Reload the page; the address keeps your settings.",
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
    // These events don't bubble, so listen in the capture phase.
    this.host.renderRoot.addEventListener("contextlost", this.lost, true);
    this.host.renderRoot.addEventListener("contextrestored", this.restored, true);
  }

  hostDisconnected(): void {
    this.host.renderRoot.removeEventListener("contextlost", this.lost, true);
    this.host.renderRoot.removeEventListener("contextrestored", this.restored, true);
  }

  /** A canvas's context; null if the browser provides none. Reports a failure once. */
  contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
    const context = canvas.getContext("2d");
    if (!context && !this.refused) this.report("refused");
    this.refused = !context;
    return context;
  }

  private readonly lost = (): void => this.report("lost");

  private readonly restored = (): void => {
    this.report("restored");
    this.redraw();
  };

  private report(detail: CanvasEvent["detail"]): void {
    emit(this.host, "canvaschange", detail);
  }
}
