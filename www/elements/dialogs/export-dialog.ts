// <hnn-export-dialog>: the dialog to save and share what is seen: pictures, a video, numbers, files, a link; and to open files again.
import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Spread } from "../../batches/spread";
import { modelLabel, modelShort } from "../../experiment/catalog";
import { addressOf, findSite, mayHaveSite } from "../../export/address";
import { copyText } from "../../export/clipboard";
import { lossesCsv, seedsCsv, trajectoriesCsv } from "../../export/csv";
import { download } from "../../export/download";
import { ACCEPTED, loadWeights, openRecord, saveRecord, saveWeights } from "../../export/files";
import { isJson } from "../../export/foreign-file";
import { fileName } from "../../export/names";
import { recordedType } from "../../export/recording";
import { CITATION, canEmbed, embedCode } from "../../export/share";
import type { FrameLoop } from "../../render/frame-loop";
import type { Session } from "../../run/session";
import { count, withUnit } from "../../text/format";
import "./dialog";
import { customElement } from "../shared/define";
import { key } from "../shared/learner-key";
import type { HnnDialog } from "./dialog";
import "./pictures";
import "./recorder";
import { modelClasses, shared } from "../shared/shared.styles";
import { takeHomeStyles } from "./export-dialog.styles";
import type { HnnRecorder } from "./recorder";

/** Seconds of a video. */
const LENGTHS = [5, 10, 20];

@customElement("hnn-export-dialog")
export class HnnExportDialog extends LitElement {
  /** They change in place: every render of their owner renders this. */
  @property({ attribute: false, hasChanged: () => true }) session!: Session;
  @property({ attribute: false, hasChanged: () => true }) spread!: Spread;
  @property({ attribute: false }) frames!: FrameLoop;
  @state() private open = false;
  /** Weights that wait for a learner. */
  @state() private waiting: File | null = null;
  /** Why a file was refused. */
  @state() private refusal = "";
  /** What was copied. */
  @state() private told = "";

  /** Seconds of a video; null for one pass of the motion. */
  @state() private length: number | null = LENGTHS[0] ?? null;

  @query("hnn-recorder") private recorder!: HnnRecorder | null;
  @query("hnn-dialog") private dialog!: HnnDialog;
  @query('input[type="file"]') private input!: HTMLInputElement;

  static override styles = [shared, modelClasses, takeHomeStyles];

  show(): void {
    this.open = true;
    // What is saved names it.
    void findSite(this.session).then(() => this.requestUpdate());
    this.dialog.show();
  }

  /** Opens a run record; asks where weights are to go. */
  async take(file: File): Promise<void> {
    this.waiting = null;
    this.refusal = "";
    if (await isJson(file)) await this.attempt(() => openRecord(this.session, file));
    else {
      this.waiting = file;
      this.show();
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>(".targets button")?.focus();
    }
  }

  override render() {
    const { session, spread, frames } = this;
    return html`
      <hnn-dialog heading="Save & share" @closed=${this.closed}>
        ${
          this.open
            ? html`<div class="content">
                <section class="picture">
                  <h3>Picture</h3>
                  <hnn-pictures .session=${session} .spread=${spread}></hnn-pictures>
                </section>
                <div class="rest">
                  ${this.share()}
                  ${this.video()} ${this.numbers()} ${this.files()} ${this.opens()}
                </div>
              </div>`
            : nothing
        }
      </hnn-dialog>
      <hnn-recorder .session=${session} .frames=${frames}></hnn-recorder>
    `;
  }

  private share() {
    const { session } = this;
    return html`<section>
      <h3>Link</h3>
      <p>A link repeats this run: settings, seed, changes on the way, and what is looked at.</p>
      <div class="buttons">
        ${
          mayHaveSite(session)
            ? html`<button @click=${() => this.copy(addressOf(session), "The link to this run")}>Copy link</button>`
            : nothing
        }
        ${canEmbed() ? html`<button @click=${this.copyEmbedCode}>Copy embed code</button>` : nothing}
        <button @click=${() => this.copy(CITATION, "The BibTeX entry of the paper")}>Copy citation</button>
      </div>
      <p class="told" role="status">${this.told}</p>
    </section>`;
  }

  private video() {
    if (recordedType() === null) {
      return html`<section>
        <h3>Video</h3>
        <p>This browser cannot record a canvas. Chrome, Edge, Firefox and Safari can, in versions of the last years.</p>
      </section>`;
    }
    const pass = Number(this.session.settings.horizon) / this.session.view.speed;
    const length = (seconds: number) => withUnit(count(Math.round(seconds)), "s");
    return html`<section>
      <h3>Video</h3>
      <fieldset>
        <legend>Length</legend>
        ${[...LENGTHS, null].map(
          (seconds) => html`<label>
            <input
              type="radio"
              name="length"
              .checked=${this.length === seconds}
              @change=${() => {
                this.length = seconds;
              }}
            />
            ${seconds === null ? `one pass of the motion, ${length(pass)}` : length(seconds)}
          </label>`,
        )}
      </fieldset>
      <div class="choose">
        <button ?disabled=${this.recorder?.busy ?? false} @click=${() => this.record(this.length ?? pass)}>Record</button>
        <p>Bodies, planes and energy as they move, while you go on using the page.</p>
      </div>
    </section>`;
  }

  private record(seconds: number): void {
    this.dialog.close();
    void this.recorder?.begin(seconds, this.length === null);
  }

  private numbers() {
    const { session, spread } = this;
    const { rollouts } = session.scene;
    const save = (what: string, text: () => string) =>
      this.attempt(async () => download(`${fileName(session, what)}.csv`, text(), "text/csv"));
    const seeds = new Map(spread.learners.map((learner) => [learner, spread.results(learner)]));
    return html`<section>
      <h3>Numbers</h3>
      <div class="buttons">
        <button ?disabled=${!rollouts} @click=${() => save("trajectories", () => trajectoriesCsv(session))}>
          Trajectories (CSV)
        </button>
        <button ?disabled=${!session.ready} @click=${() => save("losses", () => lossesCsv(session))}>Losses (CSV)</button>
        ${
          spread.batch
            ? html`<button @click=${() => save("seeds", () => seedsCsv(session, seeds))}>Seeds (CSV)</button>`
            : nothing
        }
      </div>
    </section>`;
  }

  private files() {
    return html`<section>
      <h3>Weights and run records</h3>
      ${this.session.learners.map((learner) => this.saves(learner))}
      <p>
        Weights are a safetensors file with the parameter names of the paper’s PyTorch code. A run record is JSON: settings,
        seed, changes made on the way, losses, link. Opened here, it repeats the run.
      </p>
    </section>`;
  }

  private saves(learner: string) {
    const name = modelShort(learner);
    const save = (what: typeof saveWeights) => this.attempt(() => what(this.session, learner));
    return html`<div class="learner">
      <span>${key(learner, true)} ${modelLabel(learner)}</span>
      <button aria-label="Download weights of ${name}" ?disabled=${!this.session.ready} @click=${() => save(saveWeights)}>
        Weights
      </button>
      <button aria-label="Download run record of ${name}" ?disabled=${!this.session.ready} @click=${() => save(saveRecord)}>
        Run record
      </button>
    </div>`;
  }

  private opens() {
    return html`<section>
      <h3>Open</h3>
      <div class="choose">
        <button ?disabled=${!this.session.ready} @click=${() => this.input.click()}>Choose a file</button>
        <p>or drop one anywhere on the page: weights (.safetensors) or a run record (.json).</p>
      </div>
      <input type="file" hidden accept=${ACCEPTED} aria-label="Weights or run record" @change=${this.chosen} />
      ${this.waiting ? this.targets(this.waiting) : nothing}
      ${this.refusal ? html`<p class="refused" role="alert">${this.refusal}</p>` : nothing}
    </section>`;
  }

  private targets(file: File) {
    return html`<div class="learner targets" role="group" aria-label="Which learner takes the weights">
      <span>Load ${file.name} into</span>
      ${this.session.learners.map(
        (learner) => html`<button @click=${() => this.load(file, learner)}>${modelShort(learner)}</button>`,
      )}
    </div>`;
  }

  private chosen(): void {
    const file = this.input.files?.[0];
    // The same file may be chosen again.
    this.input.value = "";
    if (file) void this.take(file);
  }

  private async load(file: File, learner: string): Promise<void> {
    await this.attempt(() => loadWeights(this.session, file, learner));
  }

  private async copyEmbedCode(): Promise<void> {
    const embedding = embedCode(this.session);
    const text = embedding.then(({ code }) => code);
    await this.copy(text, () => embedding.then(({ what }) => what));
  }

  private async copy(text: string | Promise<string>, what: string | (() => Promise<string>)): Promise<void> {
    const copied = copyText(text).then(
      () => true,
      () => false,
    );
    const name = typeof what === "string" ? what : await what();
    this.told = (await copied)
      ? `${name} is copied.`
      : `The browser did not allow copying. ${name}: ${await text}`;
  }

  /** Tells what came of it, and closes the dialog; a refusal is told inside, where another file can be chosen. */
  // biome-ignore lint/suspicious/noConfusingVoidType: saving has nothing to tell.
  private async attempt(action: () => Promise<string | void>): Promise<void> {
    this.refusal = "";
    try {
      const told = await action();
      if (!told) return;
      this.session.notify(told);
      this.waiting = null;
      this.dialog.close();
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error);
      this.show();
    }
  }

  private closed(): void {
    this.open = false;
    this.waiting = null;
    this.refusal = "";
    this.told = "";
  }
}
