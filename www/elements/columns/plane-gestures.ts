// Pointer gestures on a phase plane: set the initial state, probe a point, pan and zoom the view.

import type { Point, Viewport } from "../../render/plot/viewport";
import { focusPressed } from "../shared/press-focus";

/** The plane that the gestures act on. Client coordinates are in CSS pixels. */
export interface GestureTarget {
  /** The latest requested viewport, rendered or not. */
  viewport(): Viewport;
  /** The point in phase space at client coordinates. */
  at(clientX: number, clientY: number): Point;
  /** Moves the initial state; `done` once it is released. */
  start(at: Point, done: boolean): void;
  /** Restores the initial state before the drag. */
  revert(): void;
  /** Sets the probed point; null for none. */
  point(at: Point | null, event: PointerEvent | null): void;
  /** Scales the extent of the view by `factor` about a point; above 1 it zooms out. */
  zoom(about: Point, factor: number): void;
  /** Pans and zooms from the viewport `from` so that the states under `down` come under `now`. */
  carry(from: Viewport, down: readonly Point[], now: readonly Point[]): void;
}

const POINTER_EVENTS = ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"] as const;

/** A touch that moves less than this, in pixels, is a tap. */
const TAP_PIXELS = 10;
/** Wheel pixels that halve or double the view. */
const WHEEL_PIXELS = 180;

const placeOf = ({ clientX, clientY }: MouseEvent): Point => ({ x: clientX, y: clientY });

const handleOf = (event: Event): HTMLElement | null =>
  (event.composedPath().find((each) => each instanceof HTMLButtonElement) as HTMLElement) ?? null;

export class PlaneGestures {
  /** For each pointer, its current position and its anchor: where it was when the number of pointers last changed. */
  private readonly pointers = new Map<number, { down: Point; now: Point }>();
  /** The viewport at that moment. */
  private from: Viewport | null = null;
  private dragging: "start" | "pan" | null = null;
  /** Where a touch began that may still become a tap. */
  private tapStart: Point | null = null;

  constructor(
    private readonly element: HTMLElement,
    private readonly target: GestureTarget,
  ) {}

  connect(): void {
    const { element } = this;
    for (const type of POINTER_EVENTS) {
      element.addEventListener(type, this.pointer);
    }
    element.addEventListener("mousedown", this.focus);
    element.addEventListener("wheel", this.wheel, { passive: false });
    // Two fingers pan and zoom the plane; one scrolls the page.
    element.addEventListener("touchmove", this.preventPinch, { passive: false });
  }

  disconnect(): void {
    const { element } = this;
    for (const type of POINTER_EVENTS) {
      element.removeEventListener(type, this.pointer);
    }
    element.removeEventListener("mousedown", this.focus);
    element.removeEventListener("wheel", this.wheel);
    element.removeEventListener("touchmove", this.preventPinch);
    this.interrupt();
    this.pointers.clear();
  }

  private readonly pointer = (event: PointerEvent): void => {
    if (event.pointerType === "touch") this.touch(event);
    else this.mouse(event);
  };

  /** Mouse and pen: dragging anywhere moves the initial state; with Shift or the middle button, it pans. */
  private mouse(event: PointerEvent): void {
    const { target, dragging } = this;
    const place = placeOf(event);
    const at = target.at(place.x, place.y);
    if (event.type === "pointerdown" && (event.button === 0 || event.button === 1)) {
      this.element.setPointerCapture(event.pointerId);
      this.dragging = event.button === 1 || event.shiftKey ? "pan" : "start";
      this.addPointer(event.pointerId, place);
      if (this.dragging === "start") target.start(at, false);
    } else if (event.type === "pointermove") {
      if (dragging === "start") target.start(at, false);
      if (dragging === "pan") this.move(event.pointerId, place);
      target.point(target.at(place.x, place.y), event);
    } else if (event.type === "pointerleave") {
      if (!dragging) target.point(null, null);
    } else if (event.type !== "pointerdown") {
      this.removePointer(event.pointerId);
      if (event.type === "pointercancel") this.interrupt();
      else if (dragging === "start") target.start(at, true);
      this.dragging = null;
    }
  }

  /** Touch: one finger drags the handle, taps to set the initial state, or swipes between planes; two pan and zoom. */
  private touch(event: PointerEvent): void {
    const { target, pointers } = this;
    const place = placeOf(event);
    const at = target.at(place.x, place.y);
    if (event.type === "pointerdown") {
      // A second finger cancels the drag.
      this.interrupt();
      this.addPointer(event.pointerId, place);
      this.tapStart = pointers.size === 1 ? place : null;
      const handle = handleOf(event);
      if (!handle || pointers.size > 1) return;
      this.dragging = "start";
      this.element.setPointerCapture(event.pointerId);
      focusPressed(handle);
    } else if (event.type === "pointermove") {
      if (this.dragging === "start") {
        target.start(at, false);
        target.point(at, event);
      } else this.move(event.pointerId, place);
    } else if (event.type !== "pointerleave") {
      const { dragging, tapStart } = this;
      this.removePointer(event.pointerId);
      target.point(null, null);
      if (event.type === "pointercancel") this.interrupt();
      const tapped = tapStart !== null && Math.hypot(place.x - tapStart.x, place.y - tapStart.y) < TAP_PIXELS;
      if (event.type === "pointerup" && (dragging === "start" || tapped)) {
        if (tapped && !dragging) focusPressed(null);
        target.start(at, true);
      }
      this.dragging = null;
      this.tapStart = null;
    }
  }

  private addPointer(id: number, place: Point): void {
    this.pointers.set(id, { down: place, now: place });
    this.anchor();
  }

  private removePointer(id: number): void {
    this.pointers.delete(id);
    this.anchor();
  }

  /** From now on, the state under each pointer stays under it. */
  private anchor(): void {
    for (const pointer of this.pointers.values()) pointer.down = pointer.now;
    this.from = this.target.viewport();
  }

  private move(id: number, place: Point): void {
    const pointer = this.pointers.get(id);
    if (!pointer) return;
    pointer.now = place;
    const pair = [...this.pointers.values()].slice(0, 2);
    // A single finger scrolls the page.
    if (!this.from || (this.dragging !== "pan" && pair.length < 2)) return;
    this.target.carry(
      this.from,
      pair.map(({ down }) => down),
      pair.map(({ now }) => now),
    );
  }

  /** Ctrl with the wheel (or a trackpad pinch) zooms; the wheel alone scrolls the page. */
  private readonly wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : 30 * event.deltaY;
    const speed = Math.abs(pixels) < 30 ? 4 : 1;
    const factor = 2 ** Math.max(-0.5, Math.min(0.5, (speed * pixels) / WHEEL_PIXELS));
    this.target.zoom(this.target.at(event.clientX, event.clientY), factor);
    if (this.pointers.size > 0) this.anchor();
  };

  private readonly preventPinch = (event: TouchEvent): void => {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  };

  /**
   * A press takes the focus from an entry field, which commits its value. A press on the handle focuses it, so that arrow keys
   * continue the move. Safari doesn't focus buttons on a press.
   */
  private readonly focus = (event: MouseEvent): void => {
    const handle = handleOf(event);
    // Prevents autoscroll with the middle button.
    if (!handle && event.button !== 1) return;
    event.preventDefault();
    focusPressed(handle);
  };

  /** Cancels a drag of the initial state. */
  private interrupt(): void {
    if (this.dragging === "start") this.target.revert();
    this.dragging = null;
  }
}
