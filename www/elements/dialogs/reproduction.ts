// <hnn-reproduction>: the dialog that retrains the models of the paper's table over several seeds, beside the published values.
import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { PublishedResult } from "../../../pkg/hnn_playground";
import type { Batch } from "../../batches/pool";
import {
  COLUMNS,
  type Column,
  type Reproduction,
  SEED_CHOICES,
  statistics,
} from "../../batches/reproduction";
import { learnerInfo, systemInfo } from "../../experiment/catalog";
import { download } from "../../export/download";
import { count, duration, significant } from "../../text/format";
import "../shared/batch-bar";
import "./dialog";
import { customElement } from "../shared/define";
import { keepFocus } from "../shared/focus";
import { key } from "../shared/learner-key";
import { modelClasses, shared } from "../shared/shared.styles";
import type { HnnDialog } from "./dialog";
import { reproductionStyles } from "./reproduction.styles";

/** Table values are in units of 10⁻³, as in the paper. */
const UNIT = 1e-3;
const CSV_NAME = "hnn-paper-table.csv";

@customElement("hnn-reproduction")
export class HnnReproduction extends LitElement {
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) reproduction!: Reproduction;
  /** Whether a batch can start now. */
  @property({ type: Boolean }) ready = false;
  @state() private open = false;
  @state() private copyStatus = "";

  @query("hnn-dialog") private dialog!: HnnDialog;

  static override styles = [shared, modelClasses, reproductionStyles];

  private wasRunning = false;

  /** The start button and the progress bar replace each other; keeps the focus on whichever is shown. */
  override updated(): void {
    const { running } = this.reproduction;
    if (running !== this.wasRunning && this.open) {
      void keepFocus(this.renderRoot, running ? "hnn-batch-bar" : ".begin");
    }
    this.wasRunning = running;
  }

  override render() {
    return html`<hnn-dialog heading="Reproduce the paper’s table" @closed=${this.closed}>
      ${this.open ? this.content() : nothing}
    </hnn-dialog>`;
  }

  show(): void {
    this.open = true;
    this.dialog.show();
    void this.reproduction.time();
  }

  private closed(): void {
    this.open = false;
  }

  private content() {
    const { reproduction } = this;
    const { batch, running } = reproduction;
    return html`<div class="content">
      <p>
        Trains the spring, pendulum and two-body models of Greydanus, Dzamba and Yosinski (2019) in this browser, with the
        paper’s settings and several seeds. Your current run pauses meanwhile.
      </p>
      <div class="ask">
        ${running && batch ? html`<hnn-batch-bar .batch=${batch} @cancel=${() => this.cancel()}></hnn-batch-bar>` : this.startControls()}
      </div>
      <div class="scroll">
        <table>
          <caption>Mean ± standard error over seeds, with the range below, in units of 10<sup>−3</sup></caption>
          <thead>
            <tr>
              <th scope="col"><span class="visually-hidden">Model</span></th>
              <th scope="col">Train loss</th>
              <th scope="col">Test loss</th>
              <th scope="col">Energy error <small>as published</small></th>
              <th scope="col">Energy error <small>corrected</small></th>
            </tr>
          </thead>
          ${reproduction.systems.map((system) => this.group(system))}
        </table>
      </div>
      <dl>
        <dt>Loss</dt>
        <dd>
          Mean squared error of the predicted derivatives. On noisy data, both models end close to the loss of the true law,
          slightly above or below. So the loss can’t tell them apart. Rollouts can.
        </dd>
        <dt>Energy error</dt>
        <dd>
          Mean squared difference between the energy along the model’s path and along the true one. <i>As published</i> follows
          the paper’s notebooks exactly: q² + p² counts as the energy of both spring and pendulum, and the spring’s time span is
          stretched further with each run. <i>Corrected</i> uses the true H over a fixed span, from initial states drawn as for
          training.
        </dd>
      </dl>
    </div>`;
  }

  private startControls() {
    const { reproduction } = this;
    const { jobs, batch } = reproduction;
    return html`
      <label class="seeds">
        Seeds
        <select @change=${this.chooseSeeds}>
          ${SEED_CHOICES.map((number) => html`<option value=${number} ?selected=${number === reproduction.seedCount}>${number}</option>`)}
        </select>
      </label>
      <button class="begin" ?disabled=${!this.ready || jobs.length === 0} @click=${this.start}>
        Train ${count(jobs.length)} ${jobs.length === 1 ? "model" : "models"}
      </button>
      ${batch?.over ? html`<span class="faint">${this.outcome(batch)}</span>` : nothing}
      ${
        batch && batch.runsEnded > 0
          ? html`<span class="files">
              <button @click=${this.copy}>Copy as CSV</button>
              <button @click=${() => download(CSV_NAME, reproduction.csv(), "text/csv")}>Download CSV</button>
            </span>`
          : nothing
      }
      <span class="faint" role="status">${this.copyStatus}</span>
    `;
  }

  private outcome({ cancelled, runsEnded }: Batch): string {
    return cancelled
      ? `Cancelled after ${count(runsEnded)} ${runsEnded === 1 ? "run" : "runs"}.`
      : `All ${count(runsEnded)} runs are done.`;
  }

  private group(system: string) {
    const { reproduction } = this;
    const chosen = reproduction.chosen.has(system);
    return html`<tbody>
      <tr class="system">
        <th scope="rowgroup" colspan="5">
          <label>
            <input
              type="checkbox"
              .checked=${chosen}
              ?disabled=${reproduction.running}
              @change=${() => this.choose(system)}
            />
            ${systemInfo(system).label}
          </label>
          <small>
            ${this.effort(system)}
          </small>
        </th>
      </tr>
      ${reproduction.entriesOf(system).map((entry) => this.row(entry))}
    </tbody>`;
  }

  /** Network width, steps, batch size and time estimate of one system's runs. */
  private effort(system: string): string {
    const { width, steps, batch_size: batch } = this.reproduction.settingsOf(system);
    const seconds = this.reproduction.secondsOf(system);
    const batches = Number(batch) > 0 ? ` on batches of ${batch}` : "";
    const time = seconds === null ? "estimating the time" : `about ${duration(seconds)}`;
    return `width ${width}, ${count(Number(steps))} steps${batches}; ${time}`;
  }

  private row(entry: PublishedResult) {
    const ended = this.reproduction.outcomesOf(entry);
    const failed = ended.filter(({ outcome }) => outcome.measures === null);
    return html`<tr>
      <th scope="row">
        ${key(entry.learner, true)} ${learnerInfo(entry.learner).short}
        <small>${ended.length > 0 ? `${count(ended.length)} ${ended.length === 1 ? "run" : "runs"}` : ""}</small>
        ${failed.length > 0 ? html`<small class="failed" title=${failed[0]?.outcome.problem ?? ""}>${count(failed.length)} failed</small>` : nothing}
      </th>
      ${COLUMNS.map((column) => this.cell(entry, column))}
    </tr>`;
  }

  private cell(entry: PublishedResult, column: Column) {
    const values = this.reproduction
      .outcomesOf(entry)
      .flatMap(({ outcome: { measures } }) => (measures ? [column.of(measures)] : []));
    const found = statistics(values);
    const published = column.published(entry);
    return html`<td>
      <div>
        <span class="ours">
          ${found === null ? "–" : thousandths(found.mean)}${
            found === null || found.standardError === null
              ? nothing
              : html` ± ${thousandths(found.standardError, 2)}`
          }
        </span>
        ${published === null ? nothing : html`<span class="paper">paper ${thousandths(published)}</span>`}
        ${found && found.runs > 1 ? html`<span class="range">${thousandths(found.min)} – ${thousandths(found.max)}</span>` : nothing}
      </div>
    </td>`;
  }

  private choose(system: string): void {
    const { chosen } = this.reproduction;
    if (!chosen.delete(system)) chosen.add(system);
    this.requestUpdate();
  }

  private chooseSeeds(event: Event): void {
    this.reproduction.seedCount = Number((event.target as HTMLSelectElement).value);
    this.requestUpdate();
  }

  private start(): void {
    this.copyStatus = "";
    this.reproduction.start();
    // Systems not timed before the batch are timed afterwards, when the cores are free.
    void this.reproduction.batch?.ended.then(() => (this.open ? this.reproduction.time() : undefined));
    this.requestUpdate();
  }

  private cancel(): void {
    this.reproduction.batch?.cancel();
    this.requestUpdate();
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.reproduction.csv());
      this.copyStatus = "Runs copied.";
    } catch {
      this.copyStatus = "The browser did not allow copying. Download the CSV instead.";
    }
  }
}

const thousandths = (value: number, digits = 3): string => significant(value / UNIT, digits);
