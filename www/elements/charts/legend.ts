// <hnn-legend>: a chart's legend, with each curve's value at the pointer or the playhead.
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, queryAll } from "lit/decorators.js";
import { modelTag } from "../../experiment/catalog";
import type { FrameLoop } from "../../render/frame-loop";
import { nearestRow, type Strip } from "../../render/plot/strips";
import { steady } from "../../text/format";
import { customElement } from "../shared/define";
import { key } from "../shared/learner-key";
import { modelClasses, shared } from "../shared/shared.styles";
import type { StripCursor } from "./strip-cursor";

export interface Entry {
  model: string;
  /** The strip's column with the values. */
  column: number;
  /** A second column, shown if there is room. */
  lesser?: number;
  /** Text instead of a value. */
  words?: string;
}

@customElement("hnn-legend")
export class HnnLegend extends LitElement {
  @property({ attribute: false }) entries: Entry[] = [];
  @property({ attribute: false }) strip!: Strip;
  @property({ attribute: false }) cursor!: StripCursor;
  @property({ attribute: false }) frames!: FrameLoop;
  /** Formats the abscissa of the values. */
  @property({ attribute: false }) place: (x: number) => string = String;
  /** Whether values replace the names. */
  @property({ type: Boolean, reflect: true }) brief = false;

  @queryAll("[data-column]") private values!: NodeListOf<HTMLElement>;
  @query(".at") private at!: HTMLElement;
  private shown: { strip: Strip; row: number | null; entries: Entry[] } | null = null;
  private stop = () => {};

  static override styles = [
    shared,
    modelClasses,
    css`
      :host {
        display: flex;
        container-type: inline-size;
        gap: 2px 9px;
        min-width: 0;
        height: 20px;
        font-size: calc(0.86 * var(--rem));
        line-height: 20px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        overflow: hidden;
      }
      .entry {
        display: flex;
        gap: 4px;
        min-width: 0;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        color: var(--soft);
      }
      .value {
        flex: none;
        min-width: 3.1em;
      }
      .lesser {
        flex: none;
        color: var(--faint);
      }
      .value:empty + .lesser {
        display: none;
      }
      :host([brief]) .value:empty {
        display: none;
      }
      :host([brief]) .entry:not(:has(.value:empty)) .name {
        display: none;
      }
      @container (max-width: 370px) {
        .value {
          min-width: 2.7em;
        }
        /* The transport shows it as well. */
        :host(:not([brief])) .at {
          display: none;
        }
      }
      @container (max-width: 310px) {
        .lesser {
          display: none;
        }
      }
      /* A name is shown whole or not at all; the planes' headings have the same lines. */
      @container (max-width: 520px) {
        :host([many]:not([brief])) .name {
          display: none;
        }
      }
      .words,
      .at {
        flex: none;
        color: var(--faint);
      }
      .at {
        margin-left: auto;
      }
      .key {
        width: 18px;
        height: 10px;
        align-self: center;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.frames.onFrame(() => this.follow());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override render() {
    return html`${this.entries.map(
      ({ model, words, column, lesser }) => html`<span class="entry">
        ${key(model)}<span class="name">${modelTag(model)}</span>
        ${
          words === undefined
            ? html`<span class="value" data-column=${column}></span>`
            : html`<span class="words">${words}</span>`
        }${lesser === undefined ? nothing : html`<span class="lesser">(train <span data-column=${lesser}></span>)</span>`}
      </span>`,
    )}${this.entries.length > 0 ? html`<span class="at"></span>` : nothing}`;
  }

  override willUpdate(): void {
    this.toggleAttribute("many", this.entries.length > 3);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("entries")) this.shown = null;
  }

  /** Updates the values without a render. */
  private follow(): void {
    const { strip, entries, cursor } = this;
    if (!this.at) return;
    const x = cursor.hair ?? cursor.needle;
    const row = x === null ? null : nearestRow(strip, x);
    const same = this.shown?.strip === strip && this.shown.row === row && this.shown.entries === entries;
    if (same || (this.shown && cursor.hair === null && !this.frames.beat)) return;
    this.shown = { strip, row, entries };
    for (const value of this.values) {
      value.textContent = row === null ? "" : valueAt(strip, Number(value.dataset.column), row);
    }
    const at = row === null ? undefined : strip.columns[0]?.[row];
    this.at.textContent = at === undefined || at === null ? "" : this.place(at);
  }
}

/** "1.00"; a dash where the curve has ended. */
export function valueAt(strip: Strip, column: number, row: number): string {
  const value = strip.columns[column]?.[row];
  return value === null || value === undefined ? "–" : steady(value, 3);
}
