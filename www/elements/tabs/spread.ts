// <hnn-spread>: the energy change over many seeds, as one dot plot and one summary sentence per learner.
import { html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Rollouts } from "../../../pkg/hnn_playground";
import {
  changesOf,
  ENERGY_TOLERANCE,
  place,
  quartiles,
  SEED_COUNTS,
  type SeedResult,
  type Spread,
  tally,
} from "../../batches/spread";
import { hasFriction } from "../../experiment/catalog";
import type { Experiment } from "../../experiment/experiment";
import { dotDomain } from "../../render/plot/dots";
import { count, signedPercent, significant, withUnit } from "../../text/format";
import "../shared/batch-bar";
import "../charts/dots";
import type { Dot } from "../charts/dots";
import { customElement } from "../shared/define";
import { keepFocus } from "../shared/focus";
import { key } from "../shared/learner-key";
import { modelClasses, shared } from "../shared/shared.styles";
import { spreadStyles } from "./spread.styles";

@customElement("hnn-spread")
export class HnnSpread extends LitElement {
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) spread!: Spread;
  @property({ attribute: false }) experiment!: Experiment;
  @property({ attribute: false }) learners: string[] = [];
  /** The current run's rollouts, shown before the first batch. */
  @property({ attribute: false }) rollouts: Rollouts | null = null;
  /** Whether a batch can start now. */
  @property({ type: Boolean }) ready = false;

  static override styles = [shared, modelClasses, spreadStyles];

  private wasRunning = false;

  /** The start button and the progress bar replace each other; keeps the focus on whichever is shown. */
  override updated(): void {
    const { running } = this.spread;
    if (running !== this.wasRunning) void keepFocus(this.renderRoot, running ? "hnn-batch-bar" : ".begin");
    this.wasRunning = running;
  }

  override render() {
    const { spread, experiment } = this;
    const seed = Number(experiment.settings.seed);
    const learners = spread.batch === null ? this.learners : spread.learners;
    const results = learners.map((learner) =>
      spread.batch === null ? this.currentRun(learner, seed) : spread.results(learner),
    );
    const domain = dotDomain(results.flatMap(changesOf));
    return html`<div class="spread">
      <div class="ask">
        ${
          spread.running && spread.batch
            ? html`<hnn-batch-bar .batch=${spread.batch} @cancel=${this.cancel}></hnn-batch-bar>`
            : this.startControls()
        }
      </div>
      ${learners.map((learner, i) =>
        this.row(learner, results[i] ?? [], seed, domain, i === learners.length - 1),
      )}
    </div>`;
  }

  private startControls() {
    const { spread } = this;
    return html`
      <p class="reason">${this.explanation()}</p>
      <fieldset class="counts">
        <legend>Seeds</legend>
        ${SEED_COUNTS.map(
          (number) => html`<label>
            <input type="radio" name="count" value=${number} .checked=${spread.seedCount === number} @change=${() => this.choose(number)} />
            <span>${number}</span>
          </label>`,
        )}
      </fieldset>
      <button class="begin" ?disabled=${!this.ready} @click=${this.start}>
        ${spread.batch === null ? "Train these seeds" : "Train again"}
      </button>
    `;
  }

  private explanation(): string {
    const { spread } = this;
    if (spread.batch?.cancelled) return cancelledAfter(spread.batch.runsEnded);
    if (spread.batch) {
      const all = spread.learners.flatMap((learner) => changesOf(spread.results(learner)));
      const [low, high] = dotDomain(all);
      const beyond = all.some((change) => change < low || change > high);
      const arrows = beyond ? " Arrowheads lie outside the axis." : "";
      const what = this.lossy ? "Energy at the end, against the truth’s," : "Energy change";
      return `${what} over ${this.span()} by seed. The ring marks this run’s seed.${arrows}`;
    }
    const again = spread.outdated ? "The settings have changed, so the old results are gone. " : "";
    return `${again}One seed is one draw of data, noise and weights. Train these settings with many seeds to see the spread of the energy change over ${this.span()}. This run pauses meanwhile.`;
  }

  private row(learner: string, results: SeedResult[], seed: number, domain: [number, number], last: boolean) {
    const dots: Dot[] = results.flatMap(({ seed: each, change }) =>
      change === null ? [] : [{ name: `Seed ${each}`, value: change, own: each === seed }],
    );
    const words = this.words(learner, results, seed);
    return html`<section>
      <p class="words">${key(learner, true)} <span>${words}</span></p>
      <hnn-dots
        .dots=${dots}
        .model=${learner}
        .domain=${domain}
        .band=${ENERGY_TOLERANCE}
        ?axis=${last}
        summary="Energy changes of ${dots.length} ${dots.length === 1 ? "seed" : "seeds"}. ${words}"
      ></hnn-dots>
    </section>`;
  }

  private words(learner: string, results: SeedResult[], seed: number): string {
    if (results.length === 0) return this.spread.batch === null ? "" : "No results yet.";
    if (this.spread.batch === null) return `This seed: ${changeOf(results[0])}.`;
    return `${place(results, seed)} ${tally(results, learner, this.lossy)} ${quartiles(results)}`;
  }

  /** The single dot of the current run at its current step. */
  private currentRun(learner: string, seed: number): SeedResult[] {
    const rollout = this.rollouts?.models[learner];
    if (!rollout) return [];
    const { energyChange: change, energyDrift: largest, problem } = rollout;
    return [{ seed, change, largest, problem }];
  }

  /** Whether the truth loses energy, so that learners are compared with it at the same time. */
  private get lossy(): boolean {
    return hasFriction(this.experiment.settings);
  }

  private span(): string {
    return withUnit(significant(Number(this.experiment.settings.horizon)), "s");
  }

  private choose(number: number): void {
    this.spread.seedCount = number;
    this.requestUpdate();
  }

  private start(): void {
    this.spread.start(this.experiment, this.learners);
    this.requestUpdate();
  }

  private cancel(): void {
    this.spread.cancel();
    this.requestUpdate();
  }
}

const cancelledAfter = (runs: number): string =>
  `Cancelled after ${count(runs)} ${runs === 1 ? "run" : "runs"}.`;

const changeOf = (result: SeedResult | undefined): string =>
  result === undefined || result.change === null ? "no energy change" : signedPercent(result.change);
