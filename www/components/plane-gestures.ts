// What a hand does on a phase plane, as wishes: set the initial state, point at a place, move or zoom the view.
import type { Point } from "../protocol";

/** How the gestures become numbers, and who wants to know. */
export interface GestureTarget {
  /** The place on the plane under a point of the screen. */
  at(clientX: number, clientY: number): Point;
  /** The initial state is moved there; `done` when it has been let go. */
  start(at: Point, done: boolean): void;
  /** Something points there; null when nothing does. */
  point(at: Point | null, event: PointerEvent | null): void;
  /** The view grows by `factor` about a place. */
  zoom(about: Point, factor: number): void;
  /** The view follows by so much. */
  pan(dx: number, dy: number): void;
}

const POINTER_EVENTS = ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"] as const;

/** A finger that moves less than this taps. */
const TAP = 10;
/** Pixels of a wheel that halve or double the view. */
const WHEEL = 180;

export class PlaneGestures {
  private readonly touches = new Map<number, { x: number; y: number }>();
  private dragging: "start" | "pan" | null = null;
  private last: Point | null = null;
  private pressed: { x: number; y: number } | null = null;

  constructor(
    private readonly element: HTMLElement,
    private readonly target: GestureTarget,
  ) {}

  connect(): void {
    const { element } = this;
    for (const type of POINTER_EVENTS) {
      element.addEventListener(type, this.pointer);
    }
    element.addEventListener("wheel", this.wheel, { passive: false });
    // Two fingers belong to the plane, one to the page, which scrolls.
    element.addEventListener("touchmove", this.touch, { passive: false });
  }

  disconnect(): void {
    const { element } = this;
    for (const type of POINTER_EVENTS) {
      element.removeEventListener(type, this.pointer);
    }
    element.removeEventListener("wheel", this.wheel);
    element.removeEventListener("touchmove", this.touch);
    this.end();
  }

  private readonly pointer = (event: PointerEvent): void => {
    if (event.pointerType === "touch") this.finger(event);
    else this.mouse(event);
  };

  /** A mouse or pen drags the initial state from anywhere; with shift or the middle button, the view. */
  private mouse(event: PointerEvent): void {
    const at = this.target.at(event.clientX, event.clientY);
    if (event.type === "pointerdown" && (event.button === 0 || event.button === 1)) {
      event.preventDefault();
      this.focusHandle(event);
      this.dragging = event.button === 1 || event.shiftKey ? "pan" : "start";
      this.element.setPointerCapture(event.pointerId);
      this.last = at;
      if (this.dragging === "start") this.target.start(at, false);
    } else if (event.type === "pointermove") {
      if (this.dragging === "start") this.target.start(at, false);
      if (this.dragging === "pan" && this.last) this.target.pan(this.last.x - at.x, this.last.y - at.y);
      // The plane has moved with the pointer: what is under it has not changed.
      this.target.point(this.dragging === "pan" ? this.last : at, event);
    } else if (event.type === "pointerleave") {
      if (!this.dragging) this.target.point(null, null);
    } else if (event.type !== "pointerdown") {
      if (this.dragging === "start") this.target.start(at, true);
      this.end();
    }
  }

  /** A finger drags the handle, taps elsewhere, and otherwise swipes from plane to plane; two zoom and move the view. */
  private finger(event: PointerEvent): void {
    const place = { x: event.clientX, y: event.clientY };
    const at = this.target.at(place.x, place.y);
    if (event.type === "pointerdown") {
      this.touches.set(event.pointerId, place);
      this.pressed = this.touches.size === 1 ? place : null;
      const onHandle = event.composedPath().some((each) => each instanceof HTMLButtonElement);
      this.dragging = onHandle && this.touches.size === 1 ? "start" : null;
      if (this.dragging) this.element.setPointerCapture(event.pointerId);
    } else if (event.type === "pointermove") {
      this.fingerMoved(event, place, at);
    } else if (event.type !== "pointerleave") {
      const tapped =
        this.pressed !== null && Math.hypot(place.x - this.pressed.x, place.y - this.pressed.y) < TAP;
      if (event.type === "pointerup" && (this.dragging === "start" || tapped)) this.target.start(at, true);
      this.touches.delete(event.pointerId);
      this.target.point(null, null);
      if (this.touches.size === 0) this.end();
    }
  }

  private fingerMoved(event: PointerEvent, place: { x: number; y: number }, at: Point): void {
    const before = this.touches.get(event.pointerId);
    if (!before) return;
    if (this.dragging === "start") {
      this.target.start(at, false);
      this.target.point(at, event);
    }
    const [other] = [...this.touches].filter(([id]) => id !== event.pointerId).map(([, each]) => each);
    if (other) {
      this.pressed = null;
      const apart = (a: { x: number; y: number }) => Math.max(20, Math.hypot(a.x - other.x, a.y - other.y));
      const middle = (a: { x: number; y: number }) =>
        this.target.at((a.x + other.x) / 2, (a.y + other.y) / 2);
      const [from, to] = [middle(before), middle(place)];
      this.target.pan(from.x - to.x, from.y - to.y);
      this.target.zoom(middle(place), apart(before) / apart(place));
    }
    this.touches.set(event.pointerId, place);
  }

  /** Control and the wheel zoom, as a pinch on a trackpad does; the wheel alone scrolls the page. */
  private readonly wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : 30 * event.deltaY;
    const speed = Math.abs(pixels) < 30 ? 4 : 1;
    const factor = 2 ** Math.max(-0.5, Math.min(0.5, (speed * pixels) / WHEEL));
    this.target.zoom(this.target.at(event.clientX, event.clientY), factor);
  };

  private readonly touch = (event: TouchEvent): void => {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  };

  /** The arrow keys then move what the hand has moved. */
  private focusHandle(event: PointerEvent): void {
    const handle = event.composedPath().find((each) => each instanceof HTMLButtonElement);
    if (handle instanceof HTMLElement) handle.focus({ preventScroll: true });
  }

  private end(): void {
    this.dragging = null;
    this.last = null;
    this.pressed = null;
  }
}
