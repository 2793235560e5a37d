// <hnn-starts>: the box of starts of a typed Hamiltonian on a plane. Its edges and corners can be dragged.
import { css, html, LitElement } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { System } from "../../experiment/catalog";
import type { PlaneScales } from "../../render/plot/viewport";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { placeWithin } from "../shared/pointer-place";
import { shared } from "../shared/shared.styles";

/** The edges that a handle moves: of the horizontal and the vertical axis, 0 for the lower end and 1 for the upper one. */
type Edges = readonly [0 | 1 | null, 0 | 1 | null];

const HANDLES: readonly Edges[] = [
  [0, null],
  [1, null],
  [null, 0],
  [null, 1],
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

/** The bounds on the two axes of the plane. */
type Bounds = [[number, number], [number, number]];

/** Smallest side, as a fraction of the view. */
const NARROWEST = 0.01;

@customElement("hnn-starts")
export class HnnStarts extends LitElement {
  @property({ attribute: false }) system!: System;
  @property({ attribute: false }) scales: PlaneScales | null = null;
  /** Scale of the drawing. */
  @property({ type: Number }) scale = 1;
  @query("div") private area!: HTMLElement;
  /** The box while it is dragged. */
  @state() private dragged: Bounds | null = null;
  private hold: { pointer: number; edges: Edges } | null = null;

  static override styles = [
    shared,
    css`
      :host {
        position: absolute;
        inset: 0;
        pointer-events: none;
      }
      div {
        position: absolute;
        box-sizing: border-box;
        border: 1px dashed var(--soft);
        border-radius: 2px;
      }
      span {
        position: absolute;
        pointer-events: auto;
        touch-action: none;
      }
      .x {
        top: 6px;
        bottom: 6px;
        width: 12px;
        cursor: ew-resize;
      }
      .y {
        left: 6px;
        right: 6px;
        height: 12px;
        cursor: ns-resize;
      }
      .x.y {
        inset: auto;
        width: 14px;
        height: 14px;
        cursor: nwse-resize;
      }
      .left.bottom,
      .right.top {
        cursor: nesw-resize;
      }
      .left,
      .x.y.left {
        left: -6px;
      }
      .right,
      .x.y.right {
        right: -6px;
      }
      .top,
      .x.y.top {
        top: -6px;
      }
      .bottom,
      .x.y.bottom {
        bottom: -6px;
      }
      @media (pointer: coarse) {
        .x.y {
          width: 30px;
          height: 30px;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  override render() {
    return html`<div title="Starts of the observed motions. Drag an edge." aria-hidden="true">
      ${HANDLES.map(
        (edges) => html`<span
          class=${classOf(edges)}
          @pointerdown=${(event: PointerEvent) => this.press(event, edges)}
          @pointermove=${this.move}
          @pointerup=${this.release}
          @pointercancel=${this.cancel}
        ></span>`,
      )}
    </div>`;
  }

  /** Places the box. The page's policy forbids styles in templates. */
  override updated(): void {
    const { scales, scale } = this;
    this.area.hidden = !scales;
    if (!scales) return;
    const [x, y] = this.dragged ?? this.bounds;
    const [left = 0, right = 0] = x.map((value) => scale * clamped(scales.x(value), scales.x.range));
    const [bottom = 0, top = 0] = y.map((value) => scale * clamped(scales.y(value), scales.y.range));
    const { style } = this.area;
    style.left = `${left}px`;
    style.top = `${top}px`;
    style.width = `${right - left}px`;
    style.height = `${bottom - top}px`;
  }

  /** The present bounds on the plane's axes. */
  private get bounds(): Bounds {
    const { view, own } = this.system;
    return view.axes.map((axis) => [own?.starts[2 * axis] ?? 0, own?.starts[2 * axis + 1] ?? 0]) as Bounds;
  }

  private press(event: PointerEvent, edges: Edges): void {
    if (event.button !== 0 || this.hold) return;
    // Elsewhere, a press moves the initial state.
    event.stopPropagation();
    (event.target as Element).setPointerCapture(event.pointerId);
    this.hold = { pointer: event.pointerId, edges };
    this.dragged = this.bounds;
  }

  private move(event: PointerEvent): void {
    const { hold, scales } = this;
    if (hold?.pointer !== event.pointerId || !scales) return;
    event.stopPropagation();
    const size = { width: this.offsetWidth / this.scale, height: this.offsetHeight / this.scale };
    const place = placeWithin(this, size, event.clientX, event.clientY);
    const at = [scales.x.invert(place.x), scales.y.invert(place.y)];
    const domains = [scales.x.domain, scales.y.domain];
    this.dragged = (this.dragged ?? this.bounds).map(([low, high], i) => {
      const edge = hold.edges[i as 0 | 1];
      const least = NARROWEST * Math.abs((domains[i]?.[1] ?? 1) - (domains[i]?.[0] ?? 0));
      const value = rounded(clamped(at[i] ?? 0, domains[i] ?? [0, 1]), least);
      if (edge === 0) return [Math.min(value, high - least), high];
      if (edge === 1) return [low, Math.max(value, low + least)];
      return [low, high];
    }) as Bounds;
  }

  private release(event: PointerEvent): void {
    const { hold, dragged, system } = this;
    if (hold?.pointer !== event.pointerId) return;
    event.stopPropagation();
    this.hold = null;
    this.dragged = null;
    if (!dragged || !system.own) return;
    const starts = [...system.own.starts];
    dragged.forEach(([low, high], i) => {
      const axis = system.view.axes[i as 0 | 1];
      starts[2 * axis] = low;
      starts[2 * axis + 1] = high;
    });
    if (starts.some((value, i) => value !== system.own?.starts[i]))
      emit(this, "propose", { key: "starts", value: starts });
  }

  private cancel(event: PointerEvent): void {
    if (this.hold?.pointer !== event.pointerId) return;
    this.hold = null;
    this.dragged = null;
  }
}

const clamped = (value: number, [a, b]: readonly [number, number]): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), value));

/** With as many decimals as `step` has, two more at most. */
function rounded(value: number, step: number): number {
  const decimals = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step))));
  return Number(value.toFixed(decimals));
}

/** A handle's axes, and the ends of them that it moves. */
const classOf = ([x, y]: Edges): string =>
  `${x === null ? "" : `x ${x ? "right" : "left"}`} ${y === null ? "" : `y ${y ? "top" : "bottom"}`}`;
