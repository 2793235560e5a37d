// <hnn-body>: the physical system as one or all models predict it, with a dashed outline of the truth. Drag or throw it by pointer or keys.
import { css, html, LitElement } from "lit";
import { property, query, state } from "lit/decorators.js";
import { modelLabel } from "../../experiment/catalog";
import type { Playhead } from "../../render/playhead";
import { BODIES, bodyRange, companionAxes } from "../../render/plot/body";
import type { Body, BodyView } from "../../render/plot/body-contract";
import { linear } from "../../render/plot/scales";
import type { Size } from "../../render/plot/surface";
import type { Pointer } from "../../render/pointer";
import { type Scene, stateOf } from "../../render/scene";
import { significant, withUnit } from "../../text/format";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { placeWithin } from "../shared/pointer-place";
import { focusPressed } from "../shared/press-focus";
import { shared } from "../shared/shared.styles";
import { BodyGrip } from "./body-keys";

/**
 * `hold`: the coordinates q at which a body is held; `throw`: q on release, with the velocity in units of q per second of screen
 * time; `revert`: cancels the drag.
 */
export type HoldEvent = CustomEvent<{ q: number[] }>;
export type ThrowEvent = CustomEvent<{ q: number[]; velocity: number[] }>;

const TRUTH = "truth";
/** A press within this many pixels grabs a body. */
const GRAB_RADIUS = 32;
/** The throw velocity is measured over this last part of the drag. */
const THROW_MS = 90;
/** Below this speed in pixels per second, the body is released at rest. */
const MIN_THROW_SPEED = 25;

interface Hold {
  pointer: number;
  /** Index of the body. */
  part: number;
  path: { at: number; q: number[]; px: number; py: number }[];
}

@customElement("hnn-body")
export class HnnBody extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  /** The models whose bodies it shows. */
  @property({ attribute: false }) motions: readonly string[] = ["truth"];
  @property({ attribute: false }) playhead!: Playhead;
  @property({ attribute: false }) pointer!: Pointer;
  @property({ type: Number }) scale = 1;

  @query("[role='img']") private area!: HTMLElement;
  box: Size = { width: 0, height: 0 };
  private hold: Hold | null = null;
  /** A body held by keys. */
  private grip: BodyGrip | null = null;
  /** Index of the body that keys control. */
  private chosen = 0;
  /** For screen readers: the result of the last key. */
  @state() private announcement = "";
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
    const { label, dof, view } = this.scene.system;
    const several = companionAxes(view.body, 2 * dof).length > 0;
    const name = `${label}, ${this.motions.map(modelLabel).join(", ")}`;
    return html`<div
      role="img"
      aria-label=${name}
      title="Drag or throw it"
      @pointerdown=${this.press}
      @pointermove=${this.move}
      @pointerup=${this.release}
      @pointercancel=${this.interrupt}
      @touchstart=${{ handleEvent: this.touch, passive: false }}
    ></div>
    <button
      aria-label="Throw ${name}: arrow keys move it${several ? ", 1 or 2 to choose the body" : ""}, Shift and an arrow key add speed, Enter lets go."
      @keydown=${this.key}
      @click=${this.clicked}
      @blur=${this.letGo}
    ></button>
    <p class="visually-hidden" role="status">${this.announcement}</p>`;
  }

  /** Size of the drawing. */
  private get size(): Size {
    return { width: this.box.width / this.scale, height: this.box.height / this.scale };
  }

  private get body(): Body | undefined {
    return BODIES[this.scene.system.view.body];
  }

  private get view(): BodyView {
    const { scene, size } = this;
    const model = this.motions[0] ?? TRUTH;
    // Zooming the plane doesn't scale the body.
    const x = linear(scene.system.view.x, bodyRange(size.width));
    return { size, colours: scene.colours, model, x, potential: scene.system.own?.potential ?? null };
  }

  /** The state that a model's body shows; by default the first model's, which keys move. */
  private displayedState(model = this.motions[0] ?? TRUTH): number[] {
    const time = this.pointer.time ?? this.playhead.time;
    return stateOf(this.scene, model, time) ?? [...this.scene.start];
  }

  /** The nearest body within grabbing distance, with the state it shows. */
  private near(px: number, py: number): { part: number; state: number[] } | null {
    const bodies = this.motions.flatMap((model) => {
      const state = this.displayedState(model);
      const places = this.body?.places(this.view, state) ?? [];
      return places.map(([x, y], part) => ({ part, state, distance: Math.hypot(x - px, y - py) }));
    });
    const [nearest] = bodies.sort((a, b) => a.distance - b.distance);
    return nearest && nearest.distance < GRAB_RADIUS ? nearest : null;
  }

  private place({ clientX, clientY }: { clientX: number; clientY: number }): [number, number] {
    const { x, y } = placeWithin(this.area, this.size, clientX, clientY);
    return [x, y];
  }

  private press(event: PointerEvent): void {
    const [px, py] = this.place(event);
    const near = this.near(px, py);
    if (event.button !== 0 || this.hold || !near) return;
    // A touch whose default is prevented doesn't move the focus.
    if (event.pointerType === "touch") focusPressed(null);
    this.area.setPointerCapture(event.pointerId);
    this.area.classList.add("held");
    const q = near.state.slice(0, this.scene.system.dof);
    this.hold = { pointer: event.pointerId, part: near.part, path: [{ at: event.timeStamp, q, px, py }] };
    this.follow(event);
  }

  private move(event: PointerEvent): void {
    if (this.hold?.pointer === event.pointerId) this.follow(event);
    else this.area.classList.toggle("near", this.near(...this.place(event)) !== null);
  }

  private follow(event: PointerEvent): void {
    const last = this.hold?.path.at(-1);
    if (!this.hold || !last || !this.body) return;
    const [px, py] = this.place(event);
    const zeros = last.q.map(() => 0);
    const q = this.body.held(this.view, [...last.q, ...zeros], px, py, this.hold.part);
    this.hold.path.push({ at: event.timeStamp, q, px, py });
    emit(this, "hold", { q });
  }

  private release(event: PointerEvent): void {
    const { hold } = this;
    if (hold?.pointer !== event.pointerId) return;
    this.hold = null;
    this.area.classList.remove("held");
    const end = hold.path.at(-1);
    if (!end) return;
    const from = hold.path.find(({ at }) => event.timeStamp - at <= THROW_MS) ?? end;
    const seconds = (event.timeStamp - from.at) / 1000;
    const speed = seconds > 0 ? Math.hypot(end.px - from.px, end.py - from.py) / seconds : 0;
    const velocity = end.q.map((q, i) => (speed > MIN_THROW_SPEED ? (q - (from.q[i] ?? q)) / seconds : 0));
    emit(this, "throw", { q: end.q, velocity });
  }

  /** The browser cancelled the pointer, so this cancels the drag. */
  private interrupt(event: PointerEvent): void {
    if (this.hold?.pointer !== event.pointerId) return;
    this.hold = null;
    this.area.classList.remove("held");
    emit(this, "revert");
  }

  private readonly key = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    if (key === "Escape" && this.grip) this.cancelGrip();
    else if (this.choose(Number(key) - 1)) this.letGo();
    else if (key.startsWith("Arrow") && (this.grip ?? this.grab())?.press(event)) this.updateGrip();
    else return;
    event.preventDefault();
    // Escape must not also close an enclosing dialog or the tour.
    event.stopPropagation();
  };

  /** Selects the body that keys move; false if there is no such body or only one. */
  private choose(part: number): boolean {
    const { length } = this.body?.places(this.view, this.displayedState()) ?? [];
    if (!(part >= 0 && part < length) || length < 2) return false;
    this.chosen = part;
    return true;
  }

  /** Enter, or a click by assistive technology, grabs or releases the body. */
  private clicked(): void {
    if (this.grip) this.letGo();
    else if (this.grab()) this.updateGrip();
  }

  private grab(): BodyGrip | null {
    if (!this.body || this.size.width === 0) return null;
    const q = this.displayedState().slice(0, this.scene.system.dof);
    this.grip = new BodyGrip(this.body, this.view, q, this.chosen);
    return this.grip;
  }

  private updateGrip(): void {
    if (!this.grip) return;
    const { q, velocity } = this.grip;
    emit(this, "hold", { q });
    const speed = velocity.some((v) => v !== 0) ? `, throw velocity ${this.listed(velocity, "/s")}` : "";
    this.announcement = `Held at ${this.listed(q, "")}${speed}.`;
  }

  private letGo(): void {
    const { grip } = this;
    this.grip = null;
    if (!grip) return;
    emit(this, "throw", { q: grip.q, velocity: grip.velocity });
    this.announcement = "Let go.";
  }

  private cancelGrip(): void {
    this.grip = null;
    emit(this, "revert");
    this.announcement = "Cancelled.";
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

  /** A touch on a body drags it; elsewhere it scrolls. */
  private readonly touch = (event: TouchEvent): void => {
    const [finger] = event.touches;
    if (finger && event.cancelable && this.near(...this.place(finger))) event.preventDefault();
  };
}
