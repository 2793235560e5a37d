// <hnn-strip>: one chart with a needle at the playhead, a hairline at the pointer and a slider for the keyboard.
import { css, html, LitElement, nothing, type PropertyValues, unsafeCSS } from "lit";
import { property, query } from "lit/decorators.js";
import type { FrameLoop } from "../../render/frame-loop";
import { drawChart } from "../../render/plot/chart";
import type { Strip } from "../../render/plot/strips";
import { prepare, type Size } from "../../render/plot/surface";
import { type Colours, sizes } from "../../render/plot/theme";
import { Canvases } from "../shared/canvases";
import { customElement } from "../shared/define";
import { boxOf } from "../shared/pointer-place";
import type { StripCursor } from "./strip-cursor";

/** Minimum time between redraws. */
const INTERVAL_MS = 70;
/** A touch that moves less is a tap, not a scrub. */
const TAP_PIXELS = 4;
/** Fraction of the abscissa that Page Up and Page Down move. */
const PAGE = 0.1;
const { left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM } = sizes.chart;

@customElement("hnn-strip")
export class HnnStrip extends LitElement {
  @property({ attribute: false }) strip!: Strip;
  @property({ attribute: false }) colours!: Colours;
  @property({ attribute: false }) frames!: FrameLoop;
  @property({ attribute: false }) cursor: StripCursor | null = null;
  /** Description for screen readers. */
  @property() summary = "";
  /** Accessible name of the slider; empty for no slider. */
  @property() handle = "";
  /** Describes the values at an abscissa. */
  @property({ attribute: false }) reading: (x: number) => string = String;

  @query(".chart") private box!: HTMLElement;
  @query("canvas") private canvas!: HTMLCanvasElement;
  @query(".reach") private reach!: HTMLElement;
  @query(".needle") private needle!: HTMLElement;
  @query(".hair") private hair!: HTMLElement;
  private readonly redraw = () => {
    this.stale = true;
  };
  private readonly canvases = new Canvases(this, this.redraw);
  private size: Size = { width: 0, height: 0 };
  /** Device pixels per page pixel. */
  private ratio = 1;
  private drawnAt = 0;
  private stale = false;
  private announced = "";
  /** Whether the user has moved the slider since its value was last announced. */
  private moved = false;
  /** Where the pointer went down, and whether it scrubs. */
  private press: { x: number; scrubs: boolean } | null = null;
  private stop = () => {};
  private readonly resize = new ResizeObserver(([entry]) => {
    if (!entry) return;
    this.size = { width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) };
    this.stale = true;
  });

  static override styles = css`
    :host {
      display: block;
      position: relative;
      min-height: 0;
    }
    .chart {
      position: absolute;
      inset: 0;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
    }
    .plot {
      position: absolute;
      inset: ${unsafeCSS(`${TOP}px ${RIGHT}px ${BOTTOM}px ${LEFT}px`)};
    }
    .needle,
    .hair {
      position: absolute;
      top: 0;
      bottom: 0;
      left: 0;
      width: 1px;
      background: var(--soft);
      pointer-events: none;
    }
    .hair {
      width: 0;
      background: none;
      border-left: 1px dashed var(--ink);
    }
    @media print {
      .chart {
        position: static;
      }
      canvas {
        width: 100% !important;
        height: auto !important;
        filter: var(--printed, none);
      }
      .plot {
        display: none;
      }
    }
    @media (forced-colors: active) {
      .needle {
        background: CanvasText;
      }
    }
    .reach {
      position: absolute;
      inset: 0;
      cursor: crosshair;
      touch-action: pan-y pinch-zoom;
    }
    .reach:focus-visible {
      outline: 2px solid var(--ink);
      outline-offset: 2px;
      border-radius: 3px;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.frames.onFrame((now) => this.follow(now));
    document.fonts.addEventListener("loadingdone", this.redraw);
    if (this.box) this.resize.observe(this.box);
  }

  override firstUpdated(): void {
    this.resize.observe(this.box);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.leave();
    this.resize.disconnect();
    document.fonts.removeEventListener("loadingdone", this.redraw);
  }

  override render() {
    const { cursor, handle } = this;
    return html`
      <div class="chart" role="img" aria-label=${this.summary}><canvas></canvas></div>
      ${
        cursor
          ? html`<div class="plot">
            <div class="needle" hidden></div>
            <div class="hair" hidden></div>
            <div
              class="reach"
              role=${handle ? "slider" : nothing}
              tabindex=${handle ? 0 : nothing}
              aria-label=${handle || nothing}
              aria-valuemin=${handle ? this.strip.xRange[0] : nothing}
              aria-valuemax=${handle ? this.strip.xRange[1] : nothing}
              @pointerdown=${this.down}
              @pointermove=${this.move}
              @pointerup=${this.up}
              @pointercancel=${this.leave}
              @pointerleave=${this.leave}
              @keydown=${this.key}
              @blur=${this.blurred}
            ></div>
          </div>`
          : nothing
      }
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("strip") || changed.has("colours")) this.stale = true;
  }

  private draw(): void {
    const { canvas, size, ratio } = this;
    if (size.width < 60 || size.height < 40 || !this.isConnected) return;
    const ctx = this.canvases.contextOf(canvas);
    if (!ctx) return;
    canvas.style.width = `${size.width}px`;
    canvas.style.height = `${size.height}px`;
    prepare(ctx, size, ratio);
    drawChart(ctx, this.strip, this.colours, size);
  }

  private follow(now: number): void {
    const ratio = devicePixelRatio || 1;
    if (this.ratio !== ratio) {
      this.ratio = ratio;
      this.stale = true;
    }
    // The absolute difference, in case the clock was set back.
    if (this.stale && Math.abs(now - this.drawnAt) > INTERVAL_MS) {
      this.stale = false;
      this.drawnAt = now;
      this.frames.later(this, () => this.draw());
    }
    if (!this.cursor || !this.reach) return;
    this.place(this.needle, this.cursor.needle);
    this.place(this.hair, this.cursor.hair);
    // Announce the value only when the user moves the slider, not during playback.
    const silent = this.shadowRoot?.activeElement !== this.reach;
    const at = this.value;
    if (!this.handle || at === null || !(silent || this.moved)) return;
    if (this.moved || this.frames.beat) this.announce(at);
  }

  /** The slider's value: the needle if there is one, else the hairline, else the end of the data. */
  private get value(): number | null {
    const { cursor, strip } = this;
    if (!cursor || cursor.seek) return cursor?.needle ?? null;
    const abscissa = strip.columns[0];
    return cursor.hair ?? abscissa?.[abscissa.length - 1] ?? null;
  }

  /** Moves a mark. Rounding to device pixels keeps the line sharp and skips frames without a visible change. */
  private place(mark: HTMLElement, x: number | null): void {
    const [from, to] = this.strip.xRange;
    const hidden = x === null || x < from || x > to;
    if (mark.hidden !== hidden) mark.hidden = hidden;
    if (x === null) return;
    const width = this.size.width - LEFT - RIGHT;
    const at = Math.round(((x - from) / (to - from)) * width * this.ratio) / this.ratio;
    const transform = `translateX(${at}px)`;
    if (mark.style.transform !== transform) mark.style.transform = transform;
  }

  private announce(x: number): void {
    this.moved = false;
    const text = String(Number(x.toFixed(2)));
    if (this.announced === text) return;
    this.announced = text;
    this.reach.setAttribute("aria-valuenow", text);
    this.reach.setAttribute("aria-valuetext", this.reading(x));
  }

  private at(event: PointerEvent): number {
    const [from, to] = this.strip.xRange;
    const { left, width } = boxOf(this.reach);
    return from + Math.max(0, Math.min(1, (event.clientX - left) / width)) * (to - from);
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0 || !this.cursor?.seek) return;
    this.press = { x: event.clientX, scrubs: event.pointerType === "mouse" };
    this.reach.setPointerCapture(event.pointerId);
    if (this.press.scrubs) this.scrub(event);
  }

  private move(event: PointerEvent): void {
    const { press } = this;
    // A touch may still turn into scrolling.
    if (press && Math.abs(event.clientX - press.x) > TAP_PIXELS) press.scrubs = true;
    if (press?.scrubs) this.scrub(event);
    else if (!press || event.pointerType === "mouse") this.cursor?.point(this.at(event));
  }

  private up(event: PointerEvent): void {
    if (this.press && !this.press.scrubs) this.scrub(event);
    this.press = null;
    if (event.pointerType !== "mouse") this.cursor?.leave();
  }

  private scrub(event: PointerEvent): void {
    const x = this.at(event);
    this.moved = true;
    this.cursor?.seek?.(x);
    this.cursor?.point(x);
  }

  private leave(): void {
    this.press = null;
    this.cursor?.leave();
  }

  private key(event: KeyboardEvent): void {
    const { cursor, strip } = this;
    if (!this.handle || !cursor || event.ctrlKey || event.metaKey || event.altKey) return;
    const [from, to] = strip.xRange;
    const rows = Array.from(strip.columns[0] ?? [], Number);
    const page = PAGE * (to - from);
    const last = Math.min(to, rows.at(-1) ?? to);
    const at = this.value ?? from;
    // From between two rows, an arrow goes to the next row in its direction.
    const near = 1e-6 * (to - from);
    const before = rows.findLast((row) => row < at - near) ?? from;
    const after = rows.find((row) => row > at + near) ?? last;
    const target = {
      ArrowLeft: before,
      ArrowDown: before,
      ArrowRight: after,
      ArrowUp: after,
      PageDown: at - page,
      PageUp: at + page,
      Home: from,
      End: last,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.moved = true;
    cursor.leave();
    (cursor.seek ?? cursor.point).call(cursor, Math.max(from, Math.min(last, target)));
  }

  /** On blur, removes a hairline set by keys; a needle stays. */
  private blurred(): void {
    if (this.cursor && !this.cursor.seek) this.cursor.leave();
  }
}
