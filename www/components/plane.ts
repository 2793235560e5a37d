// <hnn-plane>: the phase plane of one model. Clicking or dragging sets the initial state of all of them.
import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { modelLabel } from "../catalog";
import { significant } from "../format";
import type { FrameLoop } from "../frame";
import { type Playhead, rowAt } from "../playhead";
import { drawBackdrop, type PlaneView, planeScales } from "../plot/phase-plane";
import { prepare, type Size } from "../plot/surface";
import { sizes } from "../plot/theme";
import { drawGhostPoint, drawMotion, drawPath, type Path } from "../plot/trajectory";
import { planeViews, type Scene, shownWindow } from "../scene";
import { shared } from "./shared";

/** A new initial state along the two axes of the view. */
export type StartEvent = CustomEvent<{ x: number; y: number }>;

const TRUTH = "truth";
/** One press of an arrow key moves the initial state by this part of the window; with shift, ten times less. */
const KEY_STEP = 0.02;

@customElement("hnn-plane")
export class HnnPlane extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property() model = TRUTH;
  @property({ attribute: false }) frames!: FrameLoop;
  @property({ attribute: false }) playhead!: Playhead;

  @query(".backdrop") private backdrop!: HTMLCanvasElement;
  @query(".paths") private paths!: HTMLCanvasElement;
  @query(".motion") private motion!: HTMLCanvasElement;
  @query(".start") private handle!: HTMLElement;

  private size: Size = { width: 0, height: 0 };
  private readonly resize = new ResizeObserver(([entry]) => {
    if (!entry) return;
    this.size = { width: entry.contentRect.width, height: entry.contentRect.height };
    this.drawAll();
  });
  private stop = () => {};
  private drawnAt = -1;

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
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      .start {
        position: absolute;
        top: -22px;
        left: -22px;
        width: 44px;
        height: 44px;
        min-width: 0;
        padding: 0;
        border-radius: 50%;
        touch-action: none;
        cursor: grab;
      }
      .start:hover:not(:disabled) {
        background: none;
      }
      .start::after {
        content: "";
        width: 17px;
        height: 17px;
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
    this.stop = this.frames.onFrame(() => this.drawMotion());
    this.resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
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
        @pointerdown=${this.press}
      >
        <canvas class="backdrop"></canvas>
        <canvas class="paths"></canvas>
        <canvas class="motion"></canvas>
      </div>
      <button
        class="start"
        aria-label="Initial state on the plane of ${name}: ${start}. Drag it, or move it with the arrow keys."
        @pointerdown=${this.grab}
        @keydown=${this.key}
      ></button>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has("scene") && !changed.has("model")) return;
    const before = changed.get("scene") as Scene | undefined;
    const { scene, model } = this;
    const same =
      before !== undefined &&
      !changed.has("model") &&
      before.colours === scene.colours &&
      before.window === scene.window &&
      before.samples === scene.samples &&
      before.layers.get(model) === scene.layers.get(model);
    if (!same) this.frames.later(this.backdrop, () => this.drawBackdrop());
    if (!same || before.rollouts !== scene.rollouts) this.frames.later(this.paths, () => this.drawPaths());
    if (!same || before.start !== scene.start) this.placeHandle();
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

  private views(): [PlaneView, ...PlaneView[]] {
    return planeViews(this.scene, this.size, this.model);
  }

  private drawAll(): void {
    this.frames.later(this.backdrop, () => this.drawBackdrop());
    this.frames.later(this.paths, () => this.drawPaths());
    this.placeHandle();
  }

  private drawBackdrop(): void {
    const ctx = this.size.width > 0 ? prepare(this.backdrop, this.size) : null;
    if (!ctx) return;
    const { layers, samples, system } = this.scene;
    const layer = layers.get(this.model);
    drawBackdrop(ctx, this.views()[0], {
      map: layer?.map ?? null,
      arrows: layer?.arrows ?? null,
      samples: samples && { states: samples, dim: 2 * system.dof },
      sampleOpacity: this.model === TRUTH ? 1 : 0.3,
    });
  }

  private path(model: string): Path | null {
    const { rollouts } = this.scene;
    const states = rollouts?.models[model]?.states;
    return rollouts && states ? { states, dim: rollouts.dim } : null;
  }

  private drawPaths(): void {
    const ctx = this.size.width > 0 ? prepare(this.paths, this.size) : null;
    if (!ctx) return;
    const truth = this.path(TRUTH);
    const own = this.model === TRUTH ? null : this.path(this.model);
    this.views().forEach((view, body) => {
      const strength = body === 0 ? 1 : sizes.companion;
      if (truth) drawPath(ctx, view, truth, TRUTH, strength * (this.model === TRUTH ? 0.7 : 0.45));
      if (own) drawPath(ctx, view, own, this.model, strength * 0.85);
    });
    this.drawnAt = -1;
  }

  private drawMotion(): void {
    const { rollouts } = this.scene;
    if (!rollouts || this.playhead.time === this.drawnAt || this.size.width === 0) return;
    const ctx = prepare(this.motion, this.size);
    if (!ctx) return;
    this.drawnAt = this.playhead.time;
    const at = rowAt(rollouts.t, this.playhead.time);
    const tail = at - rowAt(rollouts.t, this.playhead.time - sizes.trailSeconds);
    const [view, ...others] = this.views();
    const truth = this.path(TRUTH);
    const own = this.path(this.model);
    if (truth && this.model !== TRUTH) drawGhostPoint(ctx, view, truth, TRUTH, at);
    if (!own) return;
    for (const other of others) drawGhostPoint(ctx, other, own, this.model, at);
    drawMotion(ctx, view, own, this.model, at, tail);
  }

  private placeHandle(): void {
    if (this.size.width === 0) return;
    const scales = planeScales(this.views()[0]);
    const [ax, ay] = this.scene.system.view.axes;
    const x = scales.x(this.scene.start[ax] ?? 0);
    const y = scales.y(this.scene.start[ay] ?? 0);
    this.handle.style.transform = `translate(${x}px, ${y}px)`;
  }

  private place(event: PointerEvent): void {
    const box = this.getBoundingClientRect();
    const scales = planeScales(this.views()[0]);
    this.choose(scales.x.invert(event.clientX - box.left), scales.y.invert(event.clientY - box.top));
  }

  private choose(x: number, y: number): void {
    const window = shownWindow(this.scene, this.size);
    const within = (value: number, [low, high]: [number, number]) =>
      Number(Math.max(low, Math.min(high, value)).toFixed(3));
    const detail = { x: within(x, window.x), y: within(y, window.y) };
    this.dispatchEvent(new CustomEvent("start", { detail, bubbles: true, composed: true }));
  }

  /** A mouse drags from anywhere; a finger taps, so that it can still swipe from plane to plane. */
  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    if (event.pointerType === "mouse") {
      event.preventDefault();
      this.follow(event);
      return;
    }
    const tap = (up: PointerEvent) => {
      if (Math.hypot(up.clientX - event.clientX, up.clientY - event.clientY) < 10) this.place(up);
    };
    this.addEventListener("pointerup", tap, { once: true });
    this.addEventListener("pointercancel", () => this.removeEventListener("pointerup", tap), { once: true });
  }

  private grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.follow(event);
  }

  private follow(event: PointerEvent): void {
    const move = (next: PointerEvent) => this.place(next);
    this.setPointerCapture(event.pointerId);
    this.place(event);
    this.addEventListener("pointermove", move);
    const end = () => {
      this.removeEventListener("pointermove", move);
      this.removeEventListener("pointerup", end);
      this.removeEventListener("pointercancel", end);
    };
    this.addEventListener("pointerup", end);
    this.addEventListener("pointercancel", end);
  }

  private key(event: KeyboardEvent): void {
    const directions: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const direction = directions[event.key];
    if (!direction) return;
    event.preventDefault();
    const window = shownWindow(this.scene, this.size);
    const { start, system } = this.scene;
    const part = KEY_STEP * (event.shiftKey ? 0.1 : 1);
    const [ax, ay] = system.view.axes;
    this.choose(
      (start[ax] ?? 0) + direction[0] * part * (window.x[1] - window.x[0]),
      (start[ay] ?? 0) + direction[1] * part * (window.y[1] - window.y[0]),
    );
  }
}
