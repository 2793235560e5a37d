// <hnn-probe-card>: a card beside the pointer with each model's energy, velocity and divergence there.
import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import type { SystemInfo } from "../../../pkg/hnn_playground";
import { modelBrief } from "../../experiment/catalog";
import type { FrameLoop } from "../../render/frame-loop";
import type { Point } from "../../render/plot/viewport";
import type { Pointer } from "../../render/pointer";
import { hasField } from "../../render/scene";
import { capital, fixed } from "../../text/format";
import { customElement } from "../shared/define";
import { key } from "../shared/learner-key";
import { placeWithin } from "../shared/pointer-place";
import { modelClasses, shared } from "../shared/shared.styles";

const GAP = 22;

@customElement("hnn-probe-card")
export class HnnProbeCard extends LitElement {
  @property({ attribute: false }) pointer!: Pointer;
  @property({ attribute: false }) frames!: FrameLoop;
  @property({ attribute: false }) system!: SystemInfo;
  @property({ attribute: false }) learners: string[] = [];

  @query(".card") private card!: HTMLElement | null;
  /** The last announced point and sentence. New weights alone don't announce it again. */
  private announced: { point: Point | null; sentence: string } = { point: null, sentence: "" };
  private renderedChanges = -1;
  private stop = () => {};

  static override styles = [
    shared,
    modelClasses,
    css`
      :host {
        position: absolute;
        z-index: 5;
        top: 0;
        left: 0;
        pointer-events: none;
      }
      .card {
        width: max-content;
        padding: 6px 10px 7px;
        font-size: calc(0.86 * var(--rem));
        line-height: 1.3;
        font-variant-numeric: tabular-nums;
        background: var(--plate);
        border: 1px solid var(--line);
        border-radius: 4px;
        box-shadow: 0 2px 10px rgb(0 0 0 / 0.12);
      }
      p {
        margin: 0 0 2px;
        color: var(--soft);
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 0 0 0 12px;
        font-weight: 400;
        text-align: right;
        white-space: nowrap;
      }
      th:first-child {
        padding: 0;
        text-align: left;
      }
      thead th {
        color: var(--faint);
      }
      i {
        font-family: var(--serif);
      }
      .key {
        width: 26px;
        height: 11px;
        margin-right: 5px;
        vertical-align: -1px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.frames.onFrame(() => {
      if (this.pointer.changes === this.renderedChanges) return;
      this.renderedChanges = this.pointer.changes;
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override render() {
    // Screen readers announce a live region only if it existed before its text.
    return html`<div class="visually-hidden" role="status">${this.announcement()}</div>
      ${this.shown()}`;
  }

  private shown() {
    const { pointer, system } = this;
    if (!pointer.point || !pointer.place) return nothing;
    const [q, p] = system.view.axes.map((axis) => system.coordinates[axis]);
    return html`<div class="card" aria-hidden="true">
      <p><i>${q?.symbol}</i> ${fixed(pointer.point.x)} ${q?.unit} &ensp; <i>${p?.symbol}</i> ${fixed(pointer.point.y)} ${p?.unit}</p>
      ${hasField(system) ? this.table(q?.symbol ?? "", p?.symbol ?? "") : nothing}
    </div>`;
  }

  /** For screen readers: the models' values at a point selected with keys. */
  private announcement(): string {
    const { pointer, system, announced } = this;
    const { point, probe, aloud } = pointer;
    if (!point || !aloud) this.announced = { point: null, sentence: "" };
    else if (point !== announced.point) {
      const known = probe?.at.x === point.x && probe.at.y === point.y;
      if (hasField(system) && !known) return announced.sentence;
      const [q, p] = system.view.axes.map((axis) => system.coordinates[axis]?.symbol ?? "");
      const models = hasField(system) ? ["truth", ...this.learners] : [];
      const values = models.map((model) => {
        const { energy, field, divergence } = probe?.readings[model] ?? {};
        const H = energy == null ? "no energy" : `H ${fixed(energy)}`;
        return `${capital(modelBrief(model))}: ${H}, d${q}/dt ${fixed(field?.[0])}, d${p}/dt ${fixed(field?.[1])}, divergence ${fixed(divergence)}.`;
      });
      this.announced = {
        point,
        sentence: [`${q} ${fixed(point.x)}, ${p} ${fixed(point.y)}.`, ...values].join(" "),
      };
    }
    return this.announced.sentence;
  }

  private table(q: string, p: string) {
    const readings = this.pointer.probe?.readings ?? {};
    return html`<table>
      <thead>
        <tr><th></th><th><i>H</i>, J</th><th>d<i>${q}</i>/d<i>t</i></th><th>d<i>${p}</i>/d<i>t</i></th><th>div, 1/s</th></tr>
      </thead>
      <tbody>
        ${["truth", ...this.learners].map((model) => {
          const reading = readings[model];
          const energy = reading?.energy ?? null;
          return html`<tr>
            <th class="model-${model}">${key(model)}${modelBrief(model)}</th>
            <td>${energy === null ? "none" : fixed(energy)}</td>
            <td>${fixed(reading?.field[0])}</td>
            <td>${fixed(reading?.field[1])}</td>
            <td>${fixed(reading?.divergence)}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  /** Places the card on the side of the pointer that has room. */
  override updated(): void {
    const { place } = this.pointer;
    const around = this.offsetParent as HTMLElement | null;
    if (!place || !this.card || !around) return;
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const size = { width: around.offsetWidth, height: around.offsetHeight };
    const at = placeWithin(around, size, place.x, place.y);
    // Keep the card within both the element and the window.
    const window = placeWithin(around, size, innerWidth, innerHeight);
    const [right, bottom] = [Math.min(size.width, window.x), Math.min(size.height, window.y)];
    const x = at.x + GAP + width < right ? at.x + GAP : at.x - GAP - width;
    const y = Math.max(4, Math.min(bottom - height - 4, at.y + GAP));
    this.card.style.transform = `translate(${Math.max(4, Math.round(x))}px, ${Math.round(y)}px)`;
  }
}
