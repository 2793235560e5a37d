// <hnn-plane>: the phase plane of one model. Clicking or dragging sets the initial state of all of them; pointing marks a place on all.
import { css, html, LitElement, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { modelLabel } from "../catalog";
import { significant } from "../format";
import { type PlaneScales, planeScales, type Window } from "../plot/phase-plane";
import type { Size } from "../plot/surface";
import { panned, zoomed } from "../plot/window";
import type { Point } from "../protocol";
import { type Scene, shownWindow } from "../scene";
import { customElement } from "./define";
import { PlaneGestures } from "./plane-gestures";
import { placeIn } from "./pointer-place";
import { shared } from "./shared";
import { tell } from "./tell";

/** `moving` while the initial state is moved along the two axes of the view, `start` when it has been. */
export type StartEvent = CustomEvent<Point>;
/** `point`: a place of the plane and of the screen that something points at; null when nothing does. */
export type PointEvent = CustomEvent<{ at: Point | null; place: Point | null }>;
/** `window`: the part of phase space to show. */
export type WindowEvent = CustomEvent<Window>;

const TRUTH = "truth";
/** One press of an arrow key moves the initial state by this part of the window; with shift, ten times less. */
const KEY_STEP = 0.02;
const KEY_DIRECTIONS: Record<string, [number, number] | undefined> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const KEY_ZOOMS: Record<string, number | undefined> = { "+": 1 / 1.25, "=": 1 / 1.25, "-": 1.25 };

@customElement("hnn-plane")
export class HnnPlane extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property() model = TRUTH;
  /** Type, lines and points of the drawing are of fixed size. */
  @property({ type: Number }) scale = 1;

  @query(".start") private handle!: HTMLElement;

  box: Size = { width: 0, height: 0 };
  private readonly resize = new ResizeObserver(([entry]) => {
    if (!entry) return;
    this.box = { width: entry.contentRect.width, height: entry.contentRect.height };
    this.placeHandle();
  });
  private readonly gestures = new PlaneGestures(this, {
    at: (clientX, clientY) => {
      const { scales } = this;
      const { x, y } = placeIn(this, this.size, clientX, clientY);
      return { x: scales.x.invert(x), y: scales.y.invert(y) };
    },
    start: (at, done) => this.moved(at, done ? "start" : "moving"),
    point: (at, event) => this.pointed(at, event),
    zoom: (about, factor) => this.look(zoomed(this.scene.window, this.home, about, factor)),
    pan: (dx, dy) => this.look(panned(this.scene.window, this.home, dx, dy)),
  });

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        position: relative;
        min-height: 0;
        cursor: crosshair;
        touch-action: pan-x pan-y;
        user-select: none;
        -webkit-user-select: none;
      }
      [role="img"] {
        position: absolute;
        inset: 0;
      }
      .start {
        position: absolute;
        top: -22px;
        left: -22px;
        width: 44px;
        height: 44px;
        min-width: 0;
        padding: 0;
        border: 0;
        border-radius: 50%;
        touch-action: none;
        cursor: grab;
      }
      .start:hover:not(:disabled) {
        background: none;
      }
      .start::after {
        content: "";
        width: calc(17px * var(--type, 1));
        height: calc(17px * var(--type, 1));
        border: 1.5px solid var(--ink);
        border-radius: 50%;
        box-shadow: 0 0 0 1.5px color-mix(in srgb, var(--plate) 70%, transparent);
      }
      .start:active {
        cursor: grabbing;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.resize.observe(this);
    this.gestures.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.gestures.disconnect();
    this.resize.disconnect();
  }

  override render() {
    const [q, p] = this.scene.system.view.axes.map((axis) => ({
      symbol: this.scene.system.coordinates[axis]?.symbol ?? "",
      value: significant(this.scene.start[axis] ?? 0),
    }));
    const start = `${q?.symbol} = ${q?.value}, ${p?.symbol} = ${p?.value}`;
    const name = modelLabel(this.model);
    return html`
      <div
        role="img"
        aria-label="Phase plane, ${name}: ${this.summary()}"
      ></div>
      <button
        class="start"
        aria-label="Initial state on the plane of ${name}: ${start}. Drag it, or move it with the arrow keys."
        @keydown=${this.key}
      ></button>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("scene") || changed.has("scale")) this.placeHandle();
  }

  /** What the plane shows, in words. */
  private summary(): string {
    const { rollouts, system } = this.scene;
    const rollout = rollouts?.models[this.model];
    if (!rollouts || !rollout) return "the field is not computed yet";
    const end = rollout.states.slice(-rollouts.dim);
    const words = system.coordinates.map(({ symbol }, i) => `${symbol} = ${significant(end[i] ?? 0)}`);
    return `after ${significant(rollouts.t.at(-1) ?? 0)} s the rollout is at ${words.join(", ")}`;
  }

  /** Of the drawing. */
  private get size(): Size {
    return { width: this.box.width / this.scale, height: this.box.height / this.scale };
  }

  private get scales(): PlaneScales {
    return planeScales({ size: this.size, window: shownWindow(this.scene, this.size) });
  }

  private placeHandle(): void {
    if (this.size.width === 0) return;
    const { scales } = this;
    const [ax, ay] = this.scene.system.view.axes;
    // Out of view, it waits at the edge.
    const within = (value: number, range: readonly [number, number]) =>
      Math.max(Math.min(...range), Math.min(Math.max(...range), value));
    const x = this.scale * within(scales.x(this.scene.start[ax] ?? 0), scales.x.range);
    const y = this.scale * within(scales.y(this.scene.start[ay] ?? 0), scales.y.range);
    const transform = `translate(${x}px, ${y}px)`;
    if (this.handle.style.transform !== transform) this.handle.style.transform = transform;
  }

  private moved(at: Point, type: "moving" | "start"): void {
    const window = shownWindow(this.scene, this.size);
    const within = (value: number, [low, high]: [number, number]) =>
      Number(Math.max(low, Math.min(high, value)).toFixed(4));
    const detail = { x: within(at.x, window.x), y: within(at.y, window.y) };
    tell(this, type, detail);
  }

  private pointed(at: Point | null, event: PointerEvent | null): void {
    const { x, y } = shownWindow(this.scene, this.size);
    const inside = at && at.x >= x[0] && at.x <= x[1] && at.y >= y[0] && at.y <= y[1];
    const place = event && { x: event.clientX, y: event.clientY };
    const detail = inside ? { at, place } : { at: null, place: null };
    tell(this, "point", detail);
  }

  private look(window: Window): void {
    tell(this, "window", window);
  }

  /** What the view is when it is neither moved nor zoomed. */
  private get home(): Window {
    const { x, y } = this.scene.system.view;
    return { x, y };
  }

  private key(event: KeyboardEvent): void {
    const { start, system, window } = this.scene;
    const [ax, ay] = system.view.axes;
    const at = { x: start[ax] ?? 0, y: start[ay] ?? 0 };
    const zoom = KEY_ZOOMS[event.key];
    const direction = KEY_DIRECTIONS[event.key];
    if (event.ctrlKey || event.metaKey || (!zoom && !direction && event.key !== "0")) return;
    event.preventDefault();
    if (zoom) this.look(zoomed(window, this.home, at, zoom));
    if (event.key === "0") this.look(this.home);
    if (!direction) return;
    const shown = shownWindow(this.scene, this.size);
    const part = KEY_STEP * (event.shiftKey ? 0.1 : 1) * (event.altKey ? 4 : 1);
    const dx = direction[0] * part * (shown.x[1] - shown.x[0]);
    const dy = direction[1] * part * (shown.y[1] - shown.y[0]);
    if (event.altKey) this.look(panned(window, this.home, dx, dy));
    else this.moved({ x: at.x + dx, y: at.y + dy }, "start");
  }
}
