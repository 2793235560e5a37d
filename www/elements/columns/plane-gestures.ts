// Turns presses on a phase plane into what they mean: set the initial state, point at a place, move or zoom the view.

import type { Point, Viewport } from "../../render/plot/viewport";
import { focusPressed } from "../shared/press-focus";

/** How the gestures become numbers, and what follows from them. Points of the screen are in its pixels. */
export interface GestureTarget {
  /** The viewport asked for last, rendered or not. */
  viewport(): Viewport;
  /** The place on the plane under a point of the screen. */
  at(clientX: number, clientY: number): Point;
  /** The initial state is moved there; `done` when it has been let go. */
  start(at: Point, done: boolean): void;
  /** The initial state goes back to where it was. */
  revert(): void;
  /** Something points there; null when nothing does. */
  point(at: Point | null, event: PointerEvent | null): void;
  /** The view grows by `factor` about a place. */
  zoom(about: Point, factor: number): void;
  /** Of the viewport `from`, what lay under each point of `down` comes under that of `now`. */
  carry(from: Viewport, down: readonly Point[], now: readonly Point[]): void;
}

const POINTER_EVENTS = ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"] as const;

/** A finger that moves less than this taps. */
const TAP = 10;
/** Pixels of a wheel that halve or double the view. */
const WHEEL = 180;

const placeOf = ({ clientX, clientY }: MouseEvent): Point => ({ x: clientX, y: clientY });

const handleOf = (event: Event): HTMLElement | null =>
  (event.composedPath().find((each) => each instanceof HTMLButtonElement) as HTMLElement) ?? null;

export class PlaneGestures {
  /** Where each pointer that moves the view went down, or was when another came or went, and where it is. */
  private readonly pointers = new Map<number, { down: Point; now: Point }>();
  /** The viewport at that time. */
  private from: Viewport | null = null;
  private dragging: "start" | "pan" | null = null;
  /** Where a finger went down that may yet tap. */
  private pressed: Point | null = null;

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
    // Two fingers belong to the plane, one to the page, which scrolls.
    element.addEventListener("touchmove", this.touch, { passive: false });
  }

  disconnect(): void {
    const { element } = this;
    for (const type of POINTER_EVENTS) {
      element.removeEventListener(type, this.pointer);
    }
    element.removeEventListener("mousedown", this.focus);
    element.removeEventListener("wheel", this.wheel);
    element.removeEventListener("touchmove", this.touch);
    this.interrupt();
    this.pointers.clear();
  }

  private readonly pointer = (event: PointerEvent): void => {
    if (event.pointerType === "touch") this.finger(event);
    else this.mouse(event);
  };

  /** A mouse or pen drags the initial state from anywhere; with shift or the middle button, the view. */
  private mouse(event: PointerEvent): void {
    const { target, dragging } = this;
    const place = placeOf(event);
    const at = target.at(place.x, place.y);
    if (event.type === "pointerdown" && (event.button === 0 || event.button === 1)) {
      this.element.setPointerCapture(event.pointerId);
      this.dragging = event.button === 1 || event.shiftKey ? "pan" : "start";
      this.hold(event.pointerId, place);
      if (this.dragging === "start") target.start(at, false);
    } else if (event.type === "pointermove") {
      if (dragging === "start") target.start(at, false);
      if (dragging === "pan") this.move(event.pointerId, place);
      target.point(target.at(place.x, place.y), event);
    } else if (event.type === "pointerleave") {
      if (!dragging) target.point(null, null);
    } else if (event.type !== "pointerdown") {
      this.let(event.pointerId);
      if (event.type === "pointercancel") this.interrupt();
      else if (dragging === "start") target.start(at, true);
      this.dragging = null;
    }
  }

  /** A finger drags the handle, taps elsewhere, and otherwise swipes from plane to plane; two zoom and move the view. */
  private finger(event: PointerEvent): void {
    const { target, pointers } = this;
    const place = placeOf(event);
    const at = target.at(place.x, place.y);
    if (event.type === "pointerdown") {
      // Another finger takes over from the one that drags.
      this.interrupt();
      this.hold(event.pointerId, place);
      this.pressed = pointers.size === 1 ? place : null;
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
      const { dragging, pressed } = this;
      this.let(event.pointerId);
      target.point(null, null);
      if (event.type === "pointercancel") this.interrupt();
      const tapped = pressed !== null && Math.hypot(place.x - pressed.x, place.y - pressed.y) < TAP;
      if (event.type === "pointerup" && (dragging === "start" || tapped)) {
        if (tapped && !dragging) focusPressed(null);
        target.start(at, true);
      }
      this.dragging = null;
      this.pressed = null;
    }
  }

  private hold(id: number, place: Point): void {
    this.pointers.set(id, { down: place, now: place });
    this.anchor();
  }

  private let(id: number): void {
    this.pointers.delete(id);
    this.anchor();
  }

  /** From here on, what each pointer is on stays under it. */
  private anchor(): void {
    for (const pointer of this.pointers.values()) pointer.down = pointer.now;
    this.from = this.target.viewport();
  }

  private move(id: number, place: Point): void {
    const pointer = this.pointers.get(id);
    if (!pointer) return;
    pointer.now = place;
    const pair = [...this.pointers.values()].slice(0, 2);
    // One finger alone scrolls the page.
    if (!this.from || (this.dragging !== "pan" && pair.length < 2)) return;
    this.target.carry(
      this.from,
      pair.map(({ down }) => down),
      pair.map(({ now }) => now),
    );
  }

  /** Control and the wheel zoom, as a pinch on a trackpad does; the wheel alone scrolls the page. */
  private readonly wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : 30 * event.deltaY;
    const speed = Math.abs(pixels) < 30 ? 4 : 1;
    const factor = 2 ** Math.max(-0.5, Math.min(0.5, (speed * pixels) / WHEEL));
    this.target.zoom(this.target.at(event.clientX, event.clientY), factor);
    if (this.pointers.size > 0) this.anchor();
  };

  private readonly touch = (event: TouchEvent): void => {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  };

  /**
   * A press takes the focus away from a field, so that what was typed there is entered, and gives it to the handle if it is
   * on it, whose keys then move what the hand has moved. Safari focuses no buttons by itself.
   */
  private readonly focus = (event: MouseEvent): void => {
    const handle = handleOf(event);
    // The middle button would scroll by itself.
    if (!handle && event.button !== 1) return;
    event.preventDefault();
    focusPressed(handle);
  };

  /** The initial state that was being dragged goes back to where it was. */
  private interrupt(): void {
    if (this.dragging === "start") this.target.revert();
    this.dragging = null;
  }
}
