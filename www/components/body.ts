// <hnn-body>: the thing itself as one model moves it, above its phase plane; the truth as a dashed outline. It can be held and thrown.
import { css, html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import { modelLabel } from "../catalog";
import type { Cursor } from "../cursor";
import { stateOf } from "../picture";
import type { Playhead } from "../playhead";
import { BODIES, type Body, type BodyView, bodyRange } from "../plot/body";
import { linear } from "../plot/scales";
import type { Size } from "../plot/surface";
import type { Scene } from "../scene";
import { customElement } from "./define";
import { placeIn } from "./pointer-place";
import { tell } from "./tell";

/** `hold`: the positions q that the thing is held at; `throw`: those where it is let go, with its velocity in units of q a second of the screen. */
export type HoldEvent = CustomEvent<{ q: number[] }>;
export type ThrowEvent = CustomEvent<{ q: number[]; velocity: number[] }>;

/** A pointer this near to a part takes hold of it. */
const GRASP = 32;
/** The last of the way, over which the velocity of a throw is measured. */
const THROW_MS = 90;
/** Slower than this, in pixels a second, it is put down, not thrown. */
const RESTING = 25;

interface Hold {
  pointer: number;
  way: { at: number; q: number[]; px: number; py: number }[];
}

@customElement("hnn-body")
export class HnnBody extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property() model = "truth";
  @property({ attribute: false }) playhead!: Playhead;
  @property({ attribute: false }) cursor!: Cursor;
  @property({ type: Number }) scale = 1;

  @query("[role='img']") private area!: HTMLElement;
  box: Size = { width: 0, height: 0 };
  private hold: Hold | null = null;
  private readonly resize = new ResizeObserver(([entry]) => {
    if (entry) this.box = { width: entry.contentRect.width, height: entry.contentRect.height };
  });

  static override styles = css`
    :host {
      display: block;
      position: relative;
    }
    [role="img"] {
      position: absolute;
      inset: 0;
      touch-action: pan-x pan-y;
      user-select: none;
      -webkit-user-select: none;
    }
    .near {
      cursor: grab;
    }
    .held {
      cursor: grabbing;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
  }

  override render() {
    return html`<div
      role="img"
      aria-label="${this.scene.system.label}, ${modelLabel(this.model)}"
      title="Drag it, or throw it"
      @pointerdown=${this.press}
      @pointermove=${this.move}
      @pointerup=${this.release}
      @pointercancel=${this.release}
      @touchstart=${{ handleEvent: this.touch, passive: false }}
    ></div>`;
  }

  /** Of the drawing. */
  private get size(): Size {
    return { width: this.box.width / this.scale, height: this.box.height / this.scale };
  }

  private get body(): Body | undefined {
    return BODIES[this.scene.system.view.body];
  }

  private get view(): BodyView {
    const { scene, size, model } = this;
    // The view of the plane below may be zoomed; the thing keeps its size.
    const x = linear(scene.system.view.x, bodyRange(size.width));
    return { size, colours: scene.colours, model, x };
  }

  private shown(): number[] {
    const time = this.cursor.time ?? this.playhead.time;
    return stateOf(this.scene, this.model, time) ?? [...this.scene.start];
  }

  private near(px: number, py: number): boolean {
    const places = this.body?.places(this.view, this.shown()) ?? [];
    return places.some(([x, y]) => Math.hypot(x - px, y - py) < GRASP);
  }

  private place({ clientX, clientY }: { clientX: number; clientY: number }): [number, number] {
    const { x, y } = placeIn(this.area, this.size, clientX, clientY);
    return [x, y];
  }

  private press(event: PointerEvent): void {
    const [px, py] = this.place(event);
    if (event.button !== 0 || this.hold || !this.near(px, py)) return;
    event.preventDefault();
    this.area.setPointerCapture(event.pointerId);
    this.area.classList.add("held");
    const q = this.shown().slice(0, this.scene.system.dof);
    this.hold = { pointer: event.pointerId, way: [{ at: event.timeStamp, q, px, py }] };
    this.follow(event);
  }

  private move(event: PointerEvent): void {
    if (this.hold?.pointer === event.pointerId) this.follow(event);
    else this.area.classList.toggle("near", this.near(...this.place(event)));
  }

  private follow(event: PointerEvent): void {
    const last = this.hold?.way.at(-1);
    if (!this.hold || !last || !this.body) return;
    const [px, py] = this.place(event);
    const zeros = last.q.map(() => 0);
    const q = this.body.held(this.view, [...last.q, ...zeros], px, py);
    this.hold.way.push({ at: event.timeStamp, q, px, py });
    this.tell("hold", { q });
  }

  private release(event: PointerEvent): void {
    const { hold } = this;
    if (hold?.pointer !== event.pointerId) return;
    this.hold = null;
    this.area.classList.remove("held");
    const end = hold.way.at(-1);
    if (!end) return;
    const from = hold.way.find(({ at }) => event.timeStamp - at <= THROW_MS) ?? end;
    const seconds = (event.timeStamp - from.at) / 1000;
    const speed = seconds > 0 ? Math.hypot(end.px - from.px, end.py - from.py) / seconds : 0;
    const velocity = end.q.map((q, i) => (speed > RESTING ? (q - (from.q[i] ?? q)) / seconds : 0));
    this.tell("throw", { q: end.q, velocity });
  }

  private tell(type: "hold" | "throw", detail: object): void {
    tell(this, type, detail);
  }

  /** A finger on the thing holds it; elsewhere it swipes and scrolls the page. */
  private readonly touch = (event: TouchEvent): void => {
    const [finger] = event.touches;
    if (finger && event.cancelable && this.near(...this.place(finger))) event.preventDefault();
  };
}
