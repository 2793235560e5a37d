// <hnn-numbers>: what the run has come to, in a few numbers a learner; each says what it means when it is asked.
import { css, html, LitElement } from "lit";
import { property, state } from "lit/decorators.js";
import type { Rollouts } from "../../pkg/hnn_playground";
import { modelTag } from "../catalog";
import { count, significant, withUnit } from "../format";
import { MEASURES, measured, resultOf } from "../results";
import type { Training } from "../training";
import { customElement } from "./define";
import { key } from "./key";
import { modelClasses, shared } from "./shared";

@customElement("hnn-numbers")
export class HnnNumbers extends LitElement {
  @property({ attribute: false }) rollouts: Rollouts | null = null;
  @property({ attribute: false }) learners: string[] = [];
  /** It changes in place: every render of its owner renders this. */
  @property({ attribute: false, hasChanged: () => true }) training: Training | null = null;
  /** The measure that is explained, or null. */
  @state() private asked: number | null = null;

  static override styles = [
    shared,
    modelClasses,
    css`
      :host {
        display: grid;
        align-content: start;
        min-width: 0;
        min-height: 0;
        overflow: hidden;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
        line-height: 1.25;
      }
      th,
      td {
        padding: 1px 0 1px 8px;
        font-weight: 400;
        text-align: right;
        white-space: nowrap;
      }
      th[scope="row"] {
        padding-left: 0;
        text-align: left;
      }
      thead th {
        max-width: 7em;
        font-size: calc(0.94 * var(--rem));
        overflow: hidden;
        text-overflow: ellipsis;
      }
      thead > tr > * {
        height: 26px;
        padding-top: 0;
        border-bottom: 1px solid var(--line);
      }
      thead td {
        padding: 0;
        text-align: left;
        font: 400 calc(1.02 * var(--rem))/1.3 var(--serif);
      }
      tbody tr:first-child > * {
        padding-top: 3px;
      }
      th button {
        min-width: 0;
        min-height: 0;
        padding: 0;
        color: var(--soft);
        border: 0;
        cursor: help;
        text-decoration: underline dotted var(--control);
        text-underline-offset: 3px;
      }
      th button:hover:not(:disabled) {
        background: none;
        color: var(--ink);
      }
      .key {
        width: 18px;
        height: 10px;
        vertical-align: 0;
      }
      .gloss {
        min-height: 2.5em;
        margin: 3px 0 0;
        font-size: calc(0.82 * var(--rem));
        line-height: 1.25;
        color: var(--faint);
        text-wrap: pretty;
      }
      @media (pointer: coarse) {
        th button {
          min-height: 44px;
        }
      }
    `,
  ];

  override render() {
    const { learners, rollouts, training, asked } = this;
    const results = learners.map((learner) =>
      resultOf(rollouts?.models[learner], training?.states.get(learner)),
    );
    return html`
      <table>
        <caption class="visually-hidden">This run in numbers</caption>
        <thead>
          <tr>
            <td>In numbers</td>
            ${learners.map((learner) => html`<th scope="col">${key(learner)} ${modelTag(learner)}</th>`)}
          </tr>
        </thead>
        <tbody @pointerleave=${() => this.ask(null)} @focusout=${() => this.ask(null)}>
          ${MEASURES.map(
            (measure, i) => html`<tr @pointerenter=${() => this.ask(i)}>
              <th scope="row">
                <button aria-describedby="gloss" @focus=${() => this.ask(i)} @click=${() => this.ask(i)}>
                  ${measure.label}
                </button>
              </th>
              ${results.map((result) => html`<td>${measured(measure, result)}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
      <p id="gloss" class="gloss">${MEASURES[asked ?? -1]?.gloss ?? this.circumstances()}</p>
    `;
  }

  /** When and for what the numbers hold. */
  private circumstances(): string {
    const { training, rollouts } = this;
    const end = rollouts?.t.at(-1);
    if (!training || end === undefined) return "";
    return `After ${count(training.step)} training steps, over ${withUnit(significant(end), "s")} of motion.`;
  }

  private ask(measure: number | null): void {
    this.asked = measure;
  }
}
