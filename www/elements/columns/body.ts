// <hnn-body>: the thing itself as one model moves it, above its phase plane; the truth as a dashed outline. It can be held and thrown, by keys too.
import { css, html, LitElement } from "lit";
import { property, query, state } from "lit/decorators.js";
import { modelLabel } from "../../experiment/catalog";
import { stateOf } from "../../render/column-picture";
import type { Playhead } from "../../render/playhead";
import { BODIES, type Body, type BodyView, bodyRange } from "../../render/plot/body";
import { linear } from "../../render/plot/scales";
import type { Size } from "../../render/plot/surface";
import type { Pointer } from "../../render/pointer";
import type { Scene } from "../../render/scene";
import { significant, withUnit } from "../../text/format";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { placeWithin } from "../shared/pointer-place";
import { focusPressed } from "../shared/press-focus";
import { shared } from "../shared/shared.styles";
import { BodyGrip } from "./body-keys";

/**
 * `hold`: the positions q that the thing is held at; `throw`: those where it is let go, with its velocity in units of q a second
 * of the screen; `revert`: it goes back to where it was.
 */
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
  /** Which of its parts. */
  part: number;
  way: { at: number; q: number[]; px: number; py: number }[];
}

@customElement("hnn-body")
export class HnnBody extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property() model = "truth";
  @property({ attribute: false }) playhead!: Playhead;
  @property({ attribute: false }) pointer!: Pointer;
  @property({ type: Number }) scale = 1;

  @query("[role='img']") private area!: HTMLElement;
  box: Size = { width: 0, height: 0 };
  private hold: Hold | null = null;
  /** By keys. */
  private grip: BodyGrip | null = null;
  private chosen = 0;
  /** What the keys have done, for whoever cannot see it. */
  @state() private said = "";
  private readonly resize = new ResizeObserver(([entry]) => {
    if (entry) this.box = { width: entry.contentRect.width, height: entry.contentRect.height };
  });

  static override styles = [
    shared,
    css`
    :host {
      display: block;
      position: relative;
    }
    button {
      position: absolute;
      inset: 0;
      width: 100%;
      pointer-events: none;
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
  `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
    this.hold = null;
    this.grip = null;
  }

  override render() {
    const { label, dof } = this.scene.system;
    const name = `${label}, ${modelLabel(this.model)}`;
    return html`<div
      role="img"
      aria-label=${name}
      title="Drag it, or throw it"
      @pointerdown=${this.press}
      @pointermove=${this.move}
      @pointerup=${this.release}
      @pointercancel=${this.interrupt}
      @touchstart=${{ handleEvent: this.touch, passive: false }}
    ></div>
    <button
      aria-label="Throw ${name}: hold and move it with the arrow keys${dof > 1 ? ", 1 or 2 to choose the body" : ""}, push it with Shift and an arrow key, let it go with Enter."
      @keydown=${this.key}
      @click=${this.clicked}
      @blur=${this.letGo}
    ></button>
    <p class="visually-hidden" role="status">${this.said}</p>`;
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
    const time = this.pointer.time ?? this.playhead.time;
    return stateOf(this.scene, this.model, time) ?? [...this.scene.start];
  }

  /** The part that a pointer there would take hold of, or -1. */
  private near(px: number, py: number): number {
    const places = this.body?.places(this.view, this.shown()) ?? [];
    const distances = places.map(([x, y]) => Math.hypot(x - px, y - py));
    const least = Math.min(...distances);
    return least < GRASP ? distances.indexOf(least) : -1;
  }

  private place({ clientX, clientY }: { clientX: number; clientY: number }): [number, number] {
    const { x, y } = placeWithin(this.area, this.size, clientX, clientY);
    return [x, y];
  }

  private press(event: PointerEvent): void {
    const [px, py] = this.place(event);
    const part = this.near(px, py);
    if (event.button !== 0 || this.hold || part < 0) return;
    // Where a touch is kept from scrolling, it moves no focus by itself.
    if (event.pointerType === "touch") focusPressed(null);
    this.area.setPointerCapture(event.pointerId);
    this.area.classList.add("held");
    const q = this.shown().slice(0, this.scene.system.dof);
    this.hold = { pointer: event.pointerId, part, way: [{ at: event.timeStamp, q, px, py }] };
    this.follow(event);
  }

  private move(event: PointerEvent): void {
    if (this.hold?.pointer === event.pointerId) this.follow(event);
    else this.area.classList.toggle("near", this.near(...this.place(event)) >= 0);
  }

  private follow(event: PointerEvent): void {
    const last = this.hold?.way.at(-1);
    if (!this.hold || !last || !this.body) return;
    const [px, py] = this.place(event);
    const zeros = last.q.map(() => 0);
    const q = this.body.held(this.view, [...last.q, ...zeros], px, py, this.hold.part);
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

  /** The system has taken the pointer away: it is as if nothing had been held. */
  private interrupt(event: PointerEvent): void {
    if (this.hold?.pointer !== event.pointerId) return;
    this.hold = null;
    this.area.classList.remove("held");
    this.tell("revert");
  }

  private readonly key = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    if (key === "Escape" && this.grip) this.putBack();
    else if (this.choose(Number(key) - 1)) this.letGo();
    else if (key.startsWith("Arrow") && (this.grip ?? this.take())?.press(event)) this.holdOn();
    else return;
    event.preventDefault();
    // Escape would close what is around, too.
    event.stopPropagation();
  };

  /** Chooses the body that the keys move; false if there is none of this number, or no other. */
  private choose(part: number): boolean {
    const { length } = this.body?.places(this.view, this.shown()) ?? [];
    if (!(part >= 0 && part < length) || length < 2) return false;
    this.chosen = part;
    return true;
  }

  /** Enter, or what an assistive technology makes of it, takes hold of it or lets it go. */
  private clicked(): void {
    if (this.grip) this.letGo();
    else if (this.take()) this.holdOn();
  }

  private take(): BodyGrip | null {
    if (!this.body || this.size.width === 0) return null;
    const q = this.shown().slice(0, this.scene.system.dof);
    this.grip = new BodyGrip(this.body, this.view, q, this.chosen);
    return this.grip;
  }

  private holdOn(): void {
    if (!this.grip) return;
    const { q, velocity } = this.grip;
    this.tell("hold", { q });
    this.said = `Held at ${this.listed(q, "")}${velocity.some((v) => v !== 0) ? `, to be thrown at ${this.listed(velocity, "/s")}` : ""}.`;
  }

  private letGo(): void {
    const { grip } = this;
    this.grip = null;
    if (!grip) return;
    this.tell("throw", { q: grip.q, velocity: grip.velocity });
    this.said = "Let go.";
  }

  private putBack(): void {
    this.grip = null;
    this.tell("revert");
    this.said = "Put back.";
  }

  private listed(values: number[], per: string): string {
    const { coordinates } = this.scene.system;
    return values
      .map((value, i) => {
        const { symbol = "", unit = "" } = coordinates[i] ?? {};
        return `${symbol} ${withUnit(significant(value), `${unit}${per}`)}`;
      })
      .join(", ");
  }

  private tell(type: "hold" | "throw" | "revert", detail: object = {}): void {
    emit(this, type, detail);
  }

  /** A finger on the thing holds it; elsewhere it swipes and scrolls the page. */
  private readonly touch = (event: TouchEvent): void => {
    const [finger] = event.touches;
    if (finger && event.cancelable && this.near(...this.place(finger)) >= 0) event.preventDefault();
  };
}
