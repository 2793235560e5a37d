// <hnn-numbers>: a table of each learner's measures in this run, with an explanation of the hovered or focused one.
import { css, html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { DriftByStart } from "../../../pkg/hnn_playground";
import { modelTag } from "../../experiment/catalog";
import type { Measure } from "../../experiment/results";
import { MEASURES, measured, resultOf } from "../../experiment/results";
import type { Scene } from "../../render/scene";
import type { Training } from "../../run/training";
import { count, percent, signedPercent, significant, steady, withUnit } from "../../text/format";
import { customElement } from "../shared/define";
import { key } from "../shared/learner-key";
import { modelClasses, shared } from "../shared/shared.styles";

/** Index of the last row, below the measures. */
const DRIFT_BY_START = MEASURES.length;
const DRIFT_GLOSS =
  "Largest drift, median over 15 other initial states: inside the training energies · outside, where the networks extrapolate.";

/** Index of the row that follows for learners with friction. */
const FRICTION = DRIFT_BY_START + 1;
const FRICTION_GLOSS = "The friction γ that a network has learned, one number per momentum.";
const GLOSSES = [...MEASURES.map(({ gloss }) => gloss), DRIFT_GLOSS, FRICTION_GLOSS];

/** "2.6 · 14 %" */
function byStart(drift: DriftByStart | null | undefined): string {
  if (!drift) return "–";
  const text = (value: number) =>
    !Number.isFinite(value)
      ? "diverged"
      : value > 10
        ? `${significant(value, 2)}×`
        : percent(value).replace("less than", "<");
  const [inside, outside] = [text(drift.inside), text(drift.outside)];
  // One percent sign for both.
  return `${outside.endsWith("%") ? inside.replace(/\s?%$/, "") : inside}\u2009·\u2009${outside}`;
}

@customElement("hnn-numbers")
export class HnnNumbers extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) learners: string[] = [];
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) training: Training | null = null;
  /** Index of the explained measure, or null. */
  @state() private explained: number | null = null;

  static override styles = [
    shared,
    modelClasses,
    css`
      :host {
        display: grid;
        align-content: start;
        min-width: 0;
        min-height: 0;
        overflow: hidden auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
        line-height: 1.25;
      }
      th,
      td {
        padding: 1px 0 1px 6px;
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
      th small {
        margin-left: 0.3em;
        font-size: calc(0.82 * var(--rem));
        color: var(--faint);
      }
      .key {
        width: 18px;
        height: 10px;
        vertical-align: 0;
      }
      .gloss {
        position: sticky;
        bottom: 0;
        min-height: 2.5em;
        margin: 0;
        padding-top: 3px;
        background: var(--paper);
        font-size: calc(0.82 * var(--rem));
        line-height: 1.25;
        color: var(--faint);
        text-wrap: pretty;
      }
      .many small {
        display: none;
      }
      .many {
        table-layout: fixed;
        font-size: calc(0.86 * var(--rem));
      }
      .many thead td {
        width: 27%;
      }
      .many thead th {
        font-size: inherit;
      }
      .dense {
        line-height: 1.1;
      }
      .dense tbody th,
      .dense tbody td {
        padding-block: 0;
      }
      .many th,
      .many td {
        padding-left: 4px;
      }
      @media (max-height: 880px) {
        table {
          font-size: calc(0.86 * var(--rem));
          line-height: 1.15;
        }
        .dense {
          font-size: calc(0.8 * var(--rem));
          line-height: 1;
        }
        tbody th,
        tbody td {
          padding-block: 0;
        }
        thead > tr > * {
          height: 22px;
        }
        .gloss {
          min-height: 2.1em;
          padding-top: 0;
          font-size: calc(0.78 * var(--rem));
          line-height: 1.15;
        }
      }
      @media (pointer: coarse) {
        th button {
          min-width: 44px;
          min-height: 44px;
          text-align: start;
        }
      }
    `,
  ];

  override render() {
    const { learners, scene, training, explained } = this;
    const { rollouts, drifts } = scene;
    const results = learners.map((learner) =>
      resultOf(rollouts?.models[learner], training?.states.get(learner)),
    );
    const friction = this.frictionRow();
    return html`
      <table class="${learners.length > 2 ? "many" : ""} ${friction === nothing ? "" : "dense"}">
        <caption class="visually-hidden">This run in numbers</caption>
        <thead>
          <tr>
            <td>In numbers</td>
            ${learners.map((learner) =>
              // Four names leave no room for lines.
              learners.length > 3
                ? html`<th scope="col" class="model-${learner}">${modelTag(learner)}</th>`
                : html`<th scope="col">${key(learner)} ${modelTag(learner)}</th>`,
            )}
          </tr>
        </thead>
        <tbody @pointerleave=${() => this.explain(null)} @focusout=${() => this.explain(null)}>
          ${MEASURES.map((measure, i) =>
            this.row(
              i,
              measure.label,
              results.map((result) => measured(measure, result)),
              this.reference(measure),
            ),
          )}
          ${this.row(
            DRIFT_BY_START,
            "Drift in\u202f·\u202fout",
            learners.map((learner) => byStart(drifts.get(learner))),
          )}
          ${friction}
        </tbody>
      </table>
      <p id="gloss" class="gloss">${GLOSSES[explained ?? -1] ?? this.circumstances()}</p>
    `;
  }

  /** The learned γ, beside the true one if there is one; only for learners with friction. */
  private frictionRow() {
    const { rollouts } = this.scene;
    const of = (model: string) => rollouts?.models[model]?.friction;
    if (!this.learners.some((learner) => of(learner) != null)) return nothing;
    const shown = (friction: number[] | null | undefined) => {
      const values = friction?.map((each) => steady(each, 2)) ?? ["–"];
      return values.length > 2 ? `${values[0]} …` : values.join(" · ");
    };
    const truth = of("truth");
    return this.row(
      FRICTION,
      "Friction γ",
      this.learners.map((learner) => shown(of(learner))),
      truth ? `true ${shown(truth)}` : "",
    );
  }

  private row(i: number, label: string, values: string[], reference = "") {
    return html`<tr @pointerenter=${() => this.explain(i)}>
      <th scope="row">
        <button aria-describedby="gloss" @focus=${() => this.explain(i)} @click=${() => this.explain(i)}>${label}</button>
        ${reference === "" ? nothing : html`<small>${reference}</small>`}
      </th>
      ${values.map((value) => html`<td>${value}</td>`)}
    </tr>`;
  }

  /** The reference value of a measure. */
  private reference({ label }: Measure): string {
    const { lossOfTrueLaw, bestPace } = this.scene;
    if (label === "Test loss" && lossOfTrueLaw !== null) return `law ${steady(lossOfTrueLaw, 3)}`;
    if (label === "Pace" && bestPace !== null) return `best ${signedPercent(bestPace)}`;
    return "";
  }

  /** The training step and time span of the numbers. */
  private circumstances(): string {
    const { training, scene } = this;
    const end = scene.rollouts?.t.at(-1);
    if (!training || end === undefined) return "";
    return `After ${count(training.step)} training steps, over ${withUnit(significant(end), "s")} of motion.`;
  }

  private explain(measure: number | null): void {
    this.explained = measure;
  }
}
