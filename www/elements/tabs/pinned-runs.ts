// <hnn-pinned-runs>: a table of the current and the pinned runs, with their results and the settings that differ.
import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Value } from "../../../pkg/hnn_playground";
import { chosenLabels, learnersOf, modelTag, settingInfo, settingsOf } from "../../experiment/catalog";
import { type Experiment, type Settings, sameValue } from "../../experiment/experiment";
import { LETTERS, type Pin } from "../../experiment/pins";
import { MEASURES, measured, type Result, resultOf } from "../../experiment/results";
import type { Session } from "../../run/session";
import { count, exact } from "../../text/format";
import { customElement } from "../shared/define";
import { keepFocus } from "../shared/focus";
import { key } from "../shared/learner-key";
import { modelClasses, shared } from "../shared/shared.styles";
import { runsStyles } from "./pinned-runs.styles";

/** A table row: a pinned run, or the current one, which has no letter. */
interface Run {
  letter: string | null;
  shown: boolean;
  step: number;
  experiment: Experiment;
  settings: Settings;
  results: [string, Result][];
}

@customElement("hnn-pinned-runs")
export class HnnPinnedRuns extends LitElement {
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) session!: Session;
  /** Whether the confirmation of "Delete all" is open. */
  @state() private confirming = false;

  static override styles = [shared, modelClasses, runsStyles];

  override render() {
    const { pins } = this.session.pinboard;
    if (pins.length === 0) {
      return html`<div class="about">
        <p>
          No run is pinned yet. “Pin this run” saves its settings, curves and results in this browser. Its curves stay on the plots,
          thin and marked with a letter, while you try other settings.
        </p>
      </div>`;
    }
    const runs = [this.currentRun(), ...pins.map((pin): Run => ({ ...pin, results: resultsOf(pin) }))];
    const keys = differingKeys(runs.map(({ settings }) => settings));
    const changed = runs.some(({ experiment }) => experiment.log.length > 0);
    return html`
      ${this.about(pins.length)}
      <div class="wide" role="region" aria-label="Table of the pinned runs" tabindex="0">
        <table>
          <caption class="visually-hidden">Pinned runs: settings that differ, and results</caption>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col" class="number">Step</th>
              ${keys.map((each) => html`<th scope="col">${labelOf(each, runs)}</th>`)}
              ${changed ? html`<th scope="col">Changed during training</th>` : nothing}
              <th scope="col">Learner</th>
              ${MEASURES.map(({ label, gloss }) => html`<th scope="col" class="number" title=${gloss}>${label}</th>`)}
              <td></td>
            </tr>
          </thead>
          ${runs.map((run) => this.run(run, keys, changed))}
        </table>
      </div>
    `;
  }

  private about(pinned: number) {
    const left = LETTERS.length - pinned;
    const room = left === 0 ? `You can pin up to ${LETTERS.length} runs: delete one to pin another.` : "";
    return html`<div class="about">
      <p>
        Their curves appear on the plots, thin and marked with a letter. This browser keeps them until you delete them. ${room}
      </p>
      <div>
        ${
          this.confirming
            ? html`<button class="sure" @click=${this.clear}>Permanently delete all ${pinned}</button>
              <button @click=${() => this.confirm(false)}>Keep them</button>`
            : html`<button class="clear" @click=${() => this.confirm(true)}>Delete all</button>`
        }
      </div>
    </div>`;
  }

  private run(run: Run, keys: string[], changed: boolean) {
    const { letter, step, settings, experiment, results } = run;
    const rows = Math.max(1, results.length);
    return html`<tbody>
      ${results.map(
        ([learner, result], i) => html`<tr>
          ${
            i > 0
              ? nothing
              : html`
                <th scope="rowgroup" rowspan=${rows} class="run">${this.name(run)}</th>
                <td rowspan=${rows} class="number">${count(step)}</td>
                ${keys.map((each) => html`<td rowspan=${rows}>${valueText(each, settings)}</td>`)}
                ${changed ? html`<td rowspan=${rows}>${changesText(experiment)}</td>` : nothing}
              `
          }
          <td>${key(learner)} ${modelTag(learner)}</td>
          ${MEASURES.map((measure) => html`<td class="number">${measured(measure, result)}</td>`)}
          ${i > 0 ? nothing : html`<td rowspan=${rows} class="actions">${letter === null ? nothing : this.actions(letter, experiment)}</td>`}
        </tr>`,
      )}
    </tbody>`;
  }

  private name({ letter, shown }: Run) {
    if (letter === null) return "now";
    const show = (event: Event) =>
      this.session.pinboard.show(letter, (event.target as HTMLInputElement).checked);
    return html`<label title="Show its curves on the plots">
      <input type="checkbox" aria-label="Curves of run ${letter}" .checked=${shown} @change=${show} />${letter}
    </label>`;
  }

  private actions(letter: string, experiment: Experiment) {
    const { session } = this;
    return html`
      <button aria-label="Open run ${letter}" title="Train this run again, as its link does" @click=${() => session.openExperiment(experiment)}>Open</button>
      <button class="delete" aria-label="Delete run ${letter}" @click=${() => this.unpin(letter)}>Delete</button>
    `;
  }

  private currentRun(): Run {
    const { experiment, settings, training, scene, learners } = this.session;
    return {
      letter: null,
      shown: true,
      step: training?.step ?? 0,
      experiment,
      settings,
      results: learners.map((learner) => [
        learner,
        resultOf(scene.rollouts?.models[learner], training?.states.get(learner)),
      ]),
    };
  }

  private unpin(letter: string): void {
    this.session.pinboard.remove(letter);
    void keepFocus(this.renderRoot, ".delete");
  }

  private confirm(confirming: boolean): void {
    this.confirming = confirming;
    void keepFocus(this.renderRoot, confirming ? ".sure" : ".clear");
  }

  private clear(): void {
    this.confirming = false;
    this.session.pinboard.clear();
  }
}

const resultsOf = ({ settings, models }: Pin): [string, Result][] =>
  learnersOf(settings).flatMap((learner): [string, Result][] => {
    const result = models[learner]?.result;
    return result ? [[learner, result]] : [];
  });

/** Keys of the settings that differ between runs, in the order of the settings panel. */
function differingKeys(all: Settings[]): string[] {
  const keys = new Set(all.flatMap((each) => settingsOf(each).map((info) => info.key)));
  const first = all[0] ?? {};
  return [...keys].filter((each) => all.some((settings) => !sameValue(settings[each], first[each])));
}

/** A setting's label, from the first run whose system has the setting. */
function labelOf(each: string, runs: Run[]): string {
  const infos = runs.map(({ settings }) => settingInfo(each, settings.system));
  return infos.find((info) => info !== undefined)?.label ?? each;
}

function valueText(each: string, settings: Settings): string {
  const info = settingInfo(each, settings.system);
  const value = settings[each];
  if (!info || value === undefined) return "–";
  const labels = chosenLabels(info, value);
  if (labels !== null) return labels;
  const text = (Array.isArray(value) ? value : [value]).map(numberText).join(", ");
  return info.unit && info.unit.length < 8 ? `${text}\u202f${info.unit}` : text;
}

const numberText = (value: Value): string => (typeof value === "number" ? exact(value) : String(value));

/** The last two changes during training: "Learning rate 0.004 from step 300". */
function changesText({ log, settings }: Experiment): string {
  const shown = log.slice(-2).map(({ step, key: each, value }) => {
    const label = settingInfo(each, settings.system)?.label ?? each;
    return `${label} ${valueText(each, { ...settings, [each]: value })} from step ${count(step)}`;
  });
  return [...(log.length > 2 ? ["…"] : []), ...shown].join("; ");
}
