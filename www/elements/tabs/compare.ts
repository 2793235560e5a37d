// <hnn-compare>: plots all models over time, as in the paper's figures, above a table of this run's measures.
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import type { Rollout } from "../../../pkg/hnn_playground";
import { coordinateUnit, energyUnit, learnerInfo, modelBrief, modelShort } from "../../experiment/catalog";
import type { Settings } from "../../experiment/experiment";
import type { Pin } from "../../experiment/pins";
import type { StripKind } from "../../experiment/view";
import type { FrameLoop } from "../../render/frame-loop";
import { pinnedErrorCurves, pinnedTimeCurves } from "../../render/pinned-curves";
import { conservedStrip, coordinateStrip } from "../../render/plot/comparison";
import { axisOf, timeStrip } from "../../render/plot/quantities";
import type { Strip } from "../../render/plot/strips";
import type { Scene } from "../../render/scene";
import type { LearnerState, Training } from "../../run/training";
import { inUnit, percent, signedPercent, significant } from "../../text/format";
import type { StripCursor } from "../charts/strip-cursor";
import { customElement } from "../shared/define";
import { key } from "../shared/learner-key";
import { modelClasses, shared } from "../shared/shared.styles";
import { compareStyles } from "./compare.styles";
import "../charts/strip";

const TRUTH = "truth";

interface Panel {
  title: unknown;
  unit: string;
  strip: Strip;
  summary: string;
}

@customElement("hnn-compare")
export class HnnCompare extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) learners: string[] = [];
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) training: Training | null = null;
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) pins: readonly Pin[] = [];
  @property({ attribute: false }) frames!: FrameLoop;
  @property({ attribute: false }) cursor!: StripCursor;

  private panels: Panel[] = [];

  static override styles = [shared, modelClasses, compareStyles];

  override willUpdate(changed: PropertyValues<this>): void {
    const { scene } = this;
    const before = changed.get("scene") as Scene | undefined;
    const same = before?.rollouts === scene.rollouts && before?.comparison === scene.comparison;
    const inputsChanged = changed.has("learners") || changed.has("settings") || changed.has("pins");
    if (!same || inputsChanged || this.panels.length === 0) {
      this.panels = this.buildPanels();
    }
  }

  override render() {
    const { scene, frames, cursor, learners } = this;
    return html`<div class="compare">
      <div class="panels">
        ${this.panels.map(
          ({ title, unit, strip, summary }) => html`<section>
            <h3>${title} <small>${unit}</small></h3>
            <hnn-strip .strip=${strip} .colours=${scene.colours} .frames=${frames} .cursor=${cursor} summary=${summary}></hnn-strip>
          </section>`,
        )}
      </div>
      <table>
        <caption class="visually-hidden">Measures of this run</caption>
        <thead>
          <tr>
            <td></td>
            <th scope="col">Test loss <small>± standard error</small></th>
            <th scope="col">Energy error <small>largest change of <i>H</i></small></th>
            <th scope="col">Coordinate error <small>at the end, in units of the motion’s spread</small></th>
            <th scope="col">Pace <small>phase gained</small></th>
            <th scope="col">Reversal error <small>distance from the start after going forth and back</small></th>
          </tr>
        </thead>
        <tbody>${[TRUTH, ...learners].map((model) => this.row(model))}</tbody>
      </table>
      ${this.loadedNote()}
    </div>`;
  }

  private row(model: string) {
    const { scene, training } = this;
    const rollout = scene.rollouts?.models[model];
    return html`<tr>
      <th scope="row">${key(model)} ${modelBrief(model)}</th>
      <td>${loss(training?.states.get(model))}</td>
      <td>${drift(rollout)}</td>
      <td>${distance(rollout)}</td>
      <td>${pace(rollout)}</td>
      <td>${this.reversal(model)}</td>
    </tr>`;
  }

  /** A note if weights were loaded from a file, so that this run's seed alone can't repeat them. */
  private loadedNote() {
    const sentences = this.learners.flatMap((learner) => {
      const loaded = this.training?.states.get(learner)?.loaded;
      return loaded
        ? [`The weights of ${modelShort(learner)} were loaded from ${loaded.name} at step ${loaded.step}.`]
        : [];
    });
    return sentences.length > 0
      ? html`<p class="loaded">${sentences.join(" ")} A link can’t repeat this.</p>`
      : nothing;
  }

  private reversal(model: string): string {
    const { comparison } = this.scene;
    if (!comparison) return "…";
    const error = comparison.reversal[model];
    return error === undefined || error === null ? "–" : significant(error, 2);
  }

  /** The learner whose energy is plotted along all paths: the last one that has an energy. */
  private get conserving(): string | null {
    return this.learners.findLast((learner) => learnerInfo(learner).hasEnergy) ?? null;
  }

  private buildPanels(): Panel[] {
    const { scene, learners, settings, pins, conserving } = this;
    const horizon = Number(settings.horizon);
    const pinnedCurves = (kind: StripKind) => pinnedTimeCurves(pins, kind, settings);
    const { rollouts, comparison, system } = scene;
    const models = [TRUTH, ...learners];
    const coordinate = system.coordinates[axisOf("q", system)];
    const panels: Panel[] = [
      {
        title: html`Prediction <i>${coordinate?.symbol}</i>`,
        unit: `${inUnit(coordinateUnit(system, coordinate?.unit))}against time in s`,
        strip: timeStrip("q", rollouts, models, system, horizon, pinnedCurves("q")),
        summary: `Prediction: ${coordinate?.label} of all models over time.`,
      },
      {
        title: "MSE of the coordinates",
        unit: system.own ? "" : "in SI units",
        strip: coordinateStrip(rollouts, learners, horizon, pinnedErrorCurves(pins, settings)),
        summary: "Mean squared error of the coordinates over time.",
      },
      {
        title: html`Energy <i>H</i>`,
        unit: energyUnit(system),
        strip: timeStrip("energy", rollouts, models, system, horizon, pinnedCurves("energy")),
        summary: "Total energy of all models over time.",
      },
    ];
    if (conserving === null) return panels;
    const name = learnerInfo(conserving).short;
    panels.splice(2, 0, {
      title: html`<i>H</i><sub>θ</sub> learned by ${modelShort(conserving)}`,
      unit: energyUnit(system),
      strip: conservedStrip(rollouts, comparison, conserving, models, horizon, pinnedCurves("learned")),
      summary: `Energy learned by the ${name} along the path of every model over time.`,
    });
    return panels;
  }
}

function loss(state: LearnerState | undefined): string {
  if (state?.testLoss === undefined || state.testLoss === null) return "–";
  const error = state.testError === null ? "" : ` ± ${significant(state.testError, 2)}`;
  return `${significant(state.testLoss)}${error}`;
}

function drift(rollout: Rollout | undefined): string {
  if (rollout?.problem) return "diverged";
  return rollout === undefined || rollout.energyDrift === null
    ? "–"
    : percent(rollout.energyDrift).replace("less than", "<");
}

function distance(rollout: Rollout | undefined): string {
  const end = rollout?.coordinateError?.at(-1);
  return rollout?.problem || end === undefined ? "–" : significant(end, 2);
}

function pace(rollout: Rollout | undefined): string {
  return rollout?.problem || rollout?.pace == null ? "–" : signedPercent(rollout.pace);
}
