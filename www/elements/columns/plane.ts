// <hnn-plane>: a phase plane of one or all models. Dragging sets the shared initial state; hovering probes a point on all planes.
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { modelLabel, modelShort } from "../../experiment/catalog";
import { type Box, carried, panned, placeIn, zoomed } from "../../render/plot/pan-zoom";
import type { Size } from "../../render/plot/surface";
import { type PlaneScales, type Point, planeScales, type Viewport } from "../../render/plot/viewport";
import { hasColourBar, type Scene, shownViewport } from "../../render/scene";
import { significant } from "../../text/format";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { boxOf } from "../shared/pointer-place";
import { shared } from "../shared/shared.styles";
import { signOf } from "../shared/shortcuts";
import { PlaneGestures } from "./plane-gestures";

/** `moving` while the initial state is dragged along the two axes of the view, `start` on release, `revert` on cancel. */
export type StartEvent = CustomEvent<Point>;
/** `point`: the probed point in phase space and on the screen, null for none; `aloud` if screen readers should announce it. */
export type PointEvent = CustomEvent<{ at: Point | null; place: Point | null; aloud: boolean }>;
/** `viewport`: the part of phase space to show; null for the default view. */
export type ViewportEvent = CustomEvent<Viewport | null>;

/** An arrow key moves the initial state by this fraction of the viewport; with Shift, by a tenth of that. */
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
  /** The models whose paths it shows. */
  @property({ attribute: false }) motions: readonly string[] = ["truth"];
  /** Scale factor of type, lines and points. */
  @property({ type: Number }) scale = 1;

  @query(".start") private handle!: HTMLElement;
  @query("hnn-starts") private starts?: HTMLElement & { scales: PlaneScales };

  box: Size = { width: 0, height: 0 };
  private readonly resize = new ResizeObserver(([entry]) => {
    if (!entry) return;
    this.box = { width: entry.contentRect.width, height: entry.contentRect.height };
    this.placeHandle();
  });
  /** Changes requested since the last render. The next event builds on them, because the scene lags behind. */
  private requested: { viewport?: Viewport; start?: Point } = {};
  /** The point probed with keys. */
  private probed: Point | null = null;
  private readonly gestures = new PlaneGestures(this, {
    viewport: () => this.viewport,
    at: (clientX, clientY) => placeIn(this.shown(this.viewport), this.plot, { x: clientX, y: clientY }),
    start: (at, done) => this.moved(at, done ? "start" : "moving"),
    revert: () => emit(this, "revert"),
    point: (at, event) => this.pointed(at, event && { x: event.clientX, y: event.clientY }),
    zoom: (about, factor) => this.setViewport(zoomed(this.viewport, this.home, about, factor)),
    carry: (from, down, now) =>
      this.setViewport(carried(from, this.home, this.plot, down, now, (viewport) => this.shown(viewport))),
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
    const name = namesOf(this.motions);
    return html`
      <div
        role="img"
        aria-label="Phase plane, ${name}: ${this.summary()}"
      ></div>
      <button
        class="start"
        data-space="page"
        aria-label="Initial state on the plane of ${name}: ${start}. Drag it or move it with the arrow keys. Enter reads out the models there."
        @keydown=${this.key}
        @keyup=${this.preventSpace}
        @click=${this.clicked}
        @blur=${() => this.probeAt(null)}
      ></button>
      ${
        this.scene.system.own && this.motions.includes("truth")
          ? html`<hnn-starts .system=${this.scene.system} .scale=${this.scale}></hnn-starts>`
          : nothing
      }
    `;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("scene")) this.requested = {};
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("scene") || changed.has("scale")) this.placeHandle();
  }

  /** For screen readers: describes the plane's content. */
  private summary(): string {
    const { rollouts, system } = this.scene;
    const ends = this.motions.flatMap((model) => {
      const states = rollouts?.models[model]?.states;
      if (!states) return [];
      const end = states.slice(-2 * system.dof);
      const words = system.coordinates.map(({ symbol }, i) => `${symbol} = ${significant(end[i] ?? 0)}`);
      const whose = this.motions.length > 1 ? `the rollout of ${modelShort(model)}` : "the rollout";
      return [`${whose} is at ${words.join(", ")}`];
    });
    if (!rollouts || ends.length === 0) return "the field is not computed yet";
    return `after ${significant(rollouts.t.at(-1) ?? 0)} s ${ends.join("; ")}`;
  }

  /** Size of the drawing. */
  private get size(): Size {
    return { width: this.box.width / this.scale, height: this.box.height / this.scale };
  }

  private get scales(): PlaneScales {
    const { size, scene } = this;
    return planeScales({
      size,
      viewport: shownViewport(scene, size),
      colourBar: hasColourBar(scene.system, size),
    });
  }

  /** The region that the plane shows for a viewport. */
  private shown(viewport: Viewport): Viewport {
    return shownViewport({ ...this.scene, viewport }, this.size);
  }

  /** The latest requested viewport, possibly not yet rendered. */
  private get viewport(): Viewport {
    return this.requested.viewport ?? this.scene.viewport;
  }

  private get start(): Point {
    const [x, y] = this.scene.system.view.axes.map((axis) => this.scene.start[axis] ?? 0) as [number, number];
    return this.requested.start ?? { x, y };
  }

  /** The viewport's box in client coordinates, with CSS transforms taken into account. */
  private get plot(): Box {
    const box = boxOf(this);
    const [across, down] = [box.width / this.size.width, box.height / this.size.height];
    const { x, y } = this.scales;
    return {
      left: box.left + across * x.range[0],
      top: box.top + down * y.range[1],
      width: across * (x.range[1] - x.range[0]),
      height: down * (y.range[0] - y.range[1]),
    };
  }

  private placeHandle(): void {
    if (this.size.width === 0) return;
    const { scales } = this;
    const [ax, ay] = this.scene.system.view.axes;
    // Outside the view, the handle stays at the edge.
    const clamp = (value: number, range: readonly [number, number]) =>
      Math.max(Math.min(...range), Math.min(Math.max(...range), value));
    const x = this.scale * clamp(scales.x(this.scene.start[ax] ?? 0), scales.x.range);
    const y = this.scale * clamp(scales.y(this.scene.start[ay] ?? 0), scales.y.range);
    const transform = `translate(${x}px, ${y}px)`;
    if (this.handle.style.transform !== transform) this.handle.style.transform = transform;
    if (this.starts) this.starts.scales = scales;
  }

  private moved(at: Point, type: "moving" | "start"): void {
    const { x, y } = this.within(at);
    const start = { x: Number(x.toFixed(4)), y: Number(y.toFixed(4)) };
    this.requested.start = start;
    emit(this, type, start);
  }

  private pointed(at: Point | null, place: Point | null, aloud = false): void {
    const inside = at && samePlace(at, this.within(at));
    emit(this, "point", inside ? { at, place, aloud } : { at: null, place: null, aloud });
  }

  /** The nearest visible point. */
  private within({ x, y }: Point): Point {
    const shown = this.shown(this.viewport);
    const clamp = (value: number, [low, high]: [number, number]) => Math.max(low, Math.min(high, value));
    return { x: clamp(x, shown.x), y: clamp(y, shown.y) };
  }

  private setViewport(viewport: Viewport | null): void {
    this.requested.viewport = viewport ?? this.home;
    emit(this, "viewport", viewport);
  }

  /** The default viewport. */
  private get home(): Viewport {
    const { x, y } = this.scene.system.view;
    return { x, y };
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey) return;
    const at = this.probed ?? this.start;
    const zoom = KEY_ZOOMS[event.key];
    const direction = KEY_DIRECTIONS[event.key];
    const cancels = event.key === "Escape" && this.probed !== null;
    if (!zoom && !direction && !cancels && signOf(event) !== "0") return;
    event.preventDefault();
    // Escape must not also close the tour or a dialog.
    if (cancels) event.stopPropagation();
    if (zoom) this.setViewport(zoomed(this.viewport, this.home, at, zoom));
    else if (cancels) this.probeAt(null);
    else if (direction) this.step(at, direction, event);
    else this.setViewport(null);
    // The probed point has moved on the screen.
    if (this.probed && (zoom || event.altKey || signOf(event) === "0")) this.probeAt(this.probed);
  };

  private step(at: Point, [right, up]: [number, number], { shiftKey, altKey }: KeyboardEvent): void {
    const { x, y } = this.shown(this.viewport);
    const part = KEY_STEP * (shiftKey ? 0.1 : 1) * (altKey ? 4 : 1);
    const [dx, dy] = [right * part * (x[1] - x[0]), up * part * (y[1] - y[0])];
    if (altKey) this.setViewport(panned(this.viewport, this.home, dx, dy));
    else if (this.probed) this.probeAt(this.within({ x: at.x + dx, y: at.y + dy }));
    else {
      // Both events of a drag: an immediate preview, then the new setting.
      this.moved({ x: at.x + dx, y: at.y + dy }, "moving");
      this.moved({ x: at.x + dx, y: at.y + dy }, "start");
    }
  }

  /** Enter, or a click by assistive technology, starts or stops probing at the initial state. */
  private clicked({ detail }: MouseEvent): void {
    if (detail === 0) this.probeAt(this.probed ? null : this.within(this.start));
  }

  /** Space is a page shortcut, so it must not click the handle. */
  private preventSpace(event: KeyboardEvent): void {
    if (event.key === " ") event.preventDefault();
  }

  private probeAt(at: Point | null): void {
    if (!at && !this.probed) return;
    this.probed = at;
    const { plot } = this;
    const { x, y } = this.shown(this.viewport);
    const place = at && {
      x: plot.left + ((at.x - x[0]) / (x[1] - x[0])) * plot.width,
      y: plot.top + ((y[1] - at.y) / (y[1] - y[0])) * plot.height,
    };
    this.pointed(at, place, true);
  }
}

/** "Truth, Baseline network, Hamiltonian network". */
const namesOf = (models: readonly string[]): string => models.map(modelLabel).join(", ");

const samePlace = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y;
