// <hnn-strip>: one uPlot chart that follows its data, its box and the theme; a playhead where time is the abscissa.
import "../language";
import { css, html, LitElement, type PropertyValues, unsafeCSS } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import uPlot from "uplot";
import uPlotCss from "uplot/dist/uPlot.min.css?inline";
import type { FrameLoop } from "../frame";
import type { Playhead } from "../playhead";
import { type Strip, stripOptions } from "../plot/strips";
import type { Size } from "../plot/surface";
import type { Colours } from "../plot/theme";

/** A chart is drawn again no sooner than this. */
const INTERVAL_MS = 70;

@customElement("hnn-strip")
export class HnnStrip extends LitElement {
  @property({ attribute: false }) strip!: Strip;
  @property({ attribute: false }) colours!: Colours;
  @property({ attribute: false }) frames!: FrameLoop;
  @property({ attribute: false }) playhead: Playhead | null = null;
  /** What the strip shows, in words. */
  @property() summary = "";

  @query(".chart") private box!: HTMLElement;
  private chart: uPlot | null = null;
  private drawn: { colours: Colours; series: string } | null = null;
  private readonly needle = document.createElement("div");
  private size: Size = { width: 0, height: 0 };
  private plotWidth = 0;
  private drawnAt = 0;
  private stale = false;
  private stop = () => {};
  private readonly resize = new ResizeObserver(([entry]) => {
    if (!entry) return;
    this.size = { width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) };
    this.stale = true;
  });

  static override styles = [
    unsafeCSS(uPlotCss),
    css`
      :host {
        display: block;
        position: relative;
        min-height: 0;
      }
      .chart {
        position: absolute;
        inset: 0;
      }
      .needle {
        position: absolute;
        top: 0;
        bottom: 0;
        left: 0;
        width: 1px;
        background: var(--soft);
        pointer-events: none;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.needle.className = "needle";
    this.stop = this.frames.onFrame((now) => this.follow(now));
    if (this.box) this.resize.observe(this.box);
  }

  override firstUpdated(): void {
    this.resize.observe(this.box);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.resize.disconnect();
    this.chart?.destroy();
    this.chart = null;
  }

  override render() {
    return html`<div class="chart" role="img" aria-label=${this.summary}></div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("strip") || changed.has("colours")) this.stale = true;
  }

  private draw(): void {
    const { strip, colours, size } = this;
    if (size.width < 60 || size.height < 40 || !this.isConnected) return;
    const series = JSON.stringify([strip.series, strip.log]);
    const data = strip.columns as unknown as uPlot.AlignedData;
    if (!this.chart || this.drawn?.colours !== colours || this.drawn.series !== series) {
      this.chart?.destroy();
      this.chart = new uPlot(
        stripOptions(strip, colours, size, () => this.strip),
        data,
        this.box,
      );
      this.drawn = { colours, series };
      if (this.playhead) this.chart.over.append(this.needle);
    } else {
      if (this.chart.width !== size.width || this.chart.height !== size.height) this.chart.setSize(size);
      this.chart.setData(data);
    }
    this.plotWidth = this.chart.bbox.width / uPlot.pxRatio;
  }

  private follow(now: number): void {
    if (this.stale && now - this.drawnAt > INTERVAL_MS) {
      this.stale = false;
      this.drawnAt = now;
      this.frames.later(this, () => this.draw());
    }
    if (!this.playhead || !this.chart) return;
    const [from, to] = this.strip.xRange;
    const x = ((this.playhead.time - from) / (to - from)) * this.plotWidth;
    this.needle.style.transform = `translateX(${x}px)`;
  }
}
