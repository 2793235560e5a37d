// <hnn-starts>: the box of starts of a typed Hamiltonian on a plane. Its edges and corners can be dragged.
import { css, html, LitElement } from "lit";
import { property, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
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
      .xy {
        width: 14px;
        height: 14px;
        cursor: nwse-resize;
      }
      .rising {
        cursor: nesw-resize;
      }
      @media (pointer: coarse) {
        .xy {
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
    const { scales, scale } = this;
    if (!scales) return null;
    const [x, y] = this.dragged ?? this.bounds;
    const [left, right] = x.map((value) => scale * clamped(scales.x(value), scales.x.range)) as [
      number,
      number,
    ];
    const [bottom, top] = y.map((value) => scale * clamped(scales.y(value), scales.y.range)) as [
      number,
      number,
    ];
    const place = { left: px(left), top: px(top), width: px(right - left), height: px(bottom - top) };
    return html`<div style=${styleMap(place)} title="Starts of the observed motions. Drag an edge." aria-hidden="true">
      ${HANDLES.map(
        (edges) => html`<span
          class=${classOf(edges)}
          style=${styleMap(sideOf(edges))}
          @pointerdown=${(event: PointerEvent) => this.press(event, edges)}
          @pointermove=${this.move}
          @pointerup=${this.release}
          @pointercancel=${this.cancel}
        ></span>`,
      )}
    </div>`;
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
    const box = this.getBoundingClientRect();
    const size = { width: this.offsetWidth / this.scale, height: this.offsetHeight / this.scale };
    const place = placeWithin(this, size, event.clientX, event.clientY);
    if (box.width === 0) return;
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

const classOf = ([x, y]: Edges): string =>
  x === null ? "y" : y === null ? "x" : x === y ? "xy rising" : "xy";

/** Each handle lies across its edge. */
function sideOf([x, y]: Edges): Record<string, string> {
  const offset = px(x !== null && y !== null ? -7 : -6);
  return {
    ...(x !== null && { [x === 0 ? "left" : "right"]: offset }),
    ...(y !== null && { [y === 0 ? "bottom" : "top"]: offset }),
  };
}

const px = (length: number): string => `${length}px`;
