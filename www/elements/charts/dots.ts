// <hnn-dots>: a dot plot of one model's values over seeds; a ring marks the current run's.
import { css, html, LitElement, nothing, svg } from "lit";
import { property, state } from "lit/decorators.js";
import { clipped, dotScale, dotSizes, swarm } from "../../render/plot/dots";
import { markerOutline } from "../../render/plot/markers";
import { ticks } from "../../render/plot/scales";
import { lineStyleOf } from "../../render/plot/theme";
import { signedPercent } from "../../text/format";
import { customElement } from "../shared/define";
import { modelClasses, shared } from "../shared/shared.styles";

export interface Dot {
  name: string;
  value: number;
  /** Whether it belongs to the current run. */
  own: boolean;
}

const LABEL_WIDTH = 70;

@customElement("hnn-dots")
export class HnnDots extends LitElement {
  @property({ attribute: false }) dots: Dot[] = [];
  @property() model = "";
  @property({ attribute: false }) domain: [number, number] = [-1, 1];
  /** Half-width of the shaded band around zero, in which the energy counts as kept. */
  @property({ type: Number }) band = 0;
  /** Whether to draw the axis labels. */
  @property({ type: Boolean }) axis = false;
  /** Description for screen readers. */
  @property() summary = "";
  @state() private width = 0;
  private readonly resize = new ResizeObserver(([entry]) => {
    this.width = entry?.contentRect.width ?? 0;
  });

  static override styles = [
    shared,
    modelClasses,
    css`
      :host {
        display: block;
        overflow: hidden;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
        stroke: none;
      }
      .band {
        fill: color-mix(in srgb, var(--ink) 7%, transparent);
      }
      .rule {
        stroke: var(--line);
        stroke-width: 1;
      }
      .zero {
        stroke: var(--faint);
        stroke-width: 1;
      }
      .dot {
        fill: currentColor;
        stroke: var(--paper);
        stroke-width: 0.75;
      }
      .own {
        fill: none;
        stroke: var(--ink);
        stroke-width: 1.5;
      }
      text {
        fill: var(--faint);
        font: 11.5px var(--sans);
        text-anchor: middle;
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
  }

  override render() {
    const { width, domain, band } = this;
    if (width < 1) return nothing;
    const scale = dotScale(domain, width);
    const middle = dotSizes.row / 2;
    const height = dotSizes.row + (this.axis ? dotSizes.axis : 0);
    const [left, right] = scale.range;
    const [from, to] = [Math.max(left, scale(-band)), Math.min(right, scale(band))];
    const marks = ticks(domain, (right - left) / LABEL_WIDTH);
    return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${this.summary}>
      <rect class="band" x=${from} y="0" width=${Math.max(0, to - from)} height=${dotSizes.row} />
      <path class="rule" d="M${left} ${middle}H${right}" />
      <path class="zero" d="M${scale(0)} 0V${dotSizes.row}" />
      ${this.marks(scale, middle)}
      ${this.axis ? marks.map((at) => svg`<text x=${scale(at)} y=${dotSizes.row + 15}>${percents(at)}</text>`) : nothing}
    </svg>`;
  }

  private marks(scale: ReturnType<typeof dotScale>, middle: number) {
    const { radius, row } = dotSizes;
    const places = this.dots.map(({ value }) => clipped(value, this.domain));
    const x = places.map(({ at }) => scale(at));
    const heights = swarm(x, 2.3 * radius, row / 2 - radius);
    const outline = markerOutline(lineStyleOf(this.model).marker, radius);
    const at = (i: number) => `translate(${x[i]} ${middle + (heights[i] ?? 0)})`;
    const mark = ({ name, value }: Dot, i: number) => svg`<g class="model-${this.model}" transform=${at(i)}>
      <title>${name}: ${signedPercent(value)}</title>
      <path class="dot" d=${beyond(places[i]?.beyond ?? 0, radius) ?? outline} />
    </g>`;
    const own = this.dots.findIndex((dot) => dot.own);
    return [
      this.dots.map(mark),
      own < 0 ? nothing : svg`<circle class="own" r=${2 * radius} transform=${at(own)} />`,
    ];
  }
}

/** An arrowhead for a value outside the axis; null for one inside. */
const beyond = (side: number, r: number): string | null =>
  side === 0 ? null : `M${-side * r} ${-r}L${side * r} 0 ${-side * r} ${r}z`;

const percents = (fraction: number): string =>
  fraction === 0
    ? "0"
    : `${fraction < 0 ? "−" : "+"}${Number((100 * Math.abs(fraction)).toPrecision(6))}\u202f%`;
