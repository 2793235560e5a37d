// <hnn-export-dialog>: the dialog that saves and shares pictures, videos, numbers, files and links, and opens files.
import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Spread } from "../../batches/spread";
import { modelLabel, modelShort } from "../../experiment/catalog";
import { addressOf, findSite, mayHaveSite } from "../../export/address";
import { copyText } from "../../export/clipboard";
import { lossesCsv, seedsCsv, trajectoriesCsv } from "../../export/csv";
import { dataCsv } from "../../export/data-csv";
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

/** Video lengths in seconds. */
const LENGTHS = [5, 10, 20];

@customElement("hnn-export-dialog")
export class HnnExportDialog extends LitElement {
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) session!: Session;
  @property({ attribute: false, hasChanged: () => true }) spread!: Spread;
  @property({ attribute: false }) frames!: FrameLoop;
  @state() private open = false;
  /** A weights file for which no learner has been chosen yet. */
  @state() private pendingWeights: File | null = null;
  /** Why a file was refused. */
  @state() private refusal = "";
  /** The result of the last copy. */
  @state() private copyStatus = "";

  /** Video length in seconds; null for one pass of the motion. */
  @state() private length: number | null = LENGTHS[0] ?? null;

  @query("hnn-recorder") private recorder!: HnnRecorder | null;
  @query("hnn-dialog") private dialog!: HnnDialog;
  @query('input[type="file"]') private input!: HTMLInputElement;

  static override styles = [shared, modelClasses, takeHomeStyles];

  show(): void {
    this.open = true;
    // Saved files contain the site's address.
    void findSite(this.session).then(() => this.requestUpdate());
    this.dialog.show();
  }

  /** Opens a run record at once; for weights, first lets the user choose the learner. */
  async take(file: File): Promise<void> {
    this.pendingWeights = null;
    this.refusal = "";
    if (await isJson(file)) await this.attempt(() => openRecord(this.session, file));
    else {
      this.pendingWeights = file;
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
                  ${this.video()} ${this.numbers()} ${this.files()} ${this.openSection()}
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
      <p>A link repeats this run: settings, seed, changes during training, and the view.</p>
      <div class="buttons">
        ${
          mayHaveSite(session)
            ? html`<button @click=${() => this.copy(addressOf(session), "The link to this run")}>Copy link</button>`
            : nothing
        }
        ${canEmbed() ? html`<button @click=${this.copyEmbedCode}>Copy embed code</button>` : nothing}
        <button @click=${() => this.copy(CITATION, "The BibTeX entry of the paper")}>Copy citation</button>
      </div>
      <p class="status" role="status">${this.copyStatus}</p>
    </section>`;
  }

  private video() {
    if (recordedType() === null) {
      return html`<section>
        <h3>Video</h3>
        <p>This browser can’t record video. Recent versions of Chrome, Edge, Firefox and Safari can.</p>
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
        <p>Records bodies, planes and energy while you keep using the page.</p>
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
    const save = (what: string, text: () => string | Promise<string>) =>
      this.attempt(async () => download(`${fileName(session, what)}.csv`, await text(), "text/csv"));
    const seeds = new Map(spread.learners.map((learner) => [learner, spread.results(learner)]));
    return html`<section>
      <h3>Numbers</h3>
      <div class="buttons">
        <button ?disabled=${!rollouts} @click=${() => save("trajectories", () => trajectoriesCsv(session))}>
          Trajectories (CSV)
        </button>
        <button ?disabled=${!session.ready} @click=${() => save("losses", () => lossesCsv(session))}>Losses (CSV)</button>
        <button ?disabled=${!session.ready} @click=${() => save("data", () => dataCsv(session))}>Data (CSV)</button>
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
      ${this.session.learners.map((learner) => this.saveButtons(learner))}
      <p>
        Weights are saved as safetensors, with the parameter names of the paper’s PyTorch code. A run record is JSON: settings,
        seed, changes during training, losses and link. Open it here to repeat the run.
      </p>
    </section>`;
  }

  private saveButtons(learner: string) {
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

  private openSection() {
    return html`<section>
      <h3>Open</h3>
      <div class="choose">
        <button ?disabled=${!this.session.ready} @click=${() => this.input.click()}>Choose a file</button>
        <p>or drop one anywhere on the page: weights (.safetensors) or a run record (.json).</p>
      </div>
      <input type="file" hidden accept=${ACCEPTED} aria-label="Weights or run record" @change=${this.chosen} />
      ${this.pendingWeights ? this.targets(this.pendingWeights) : nothing}
      ${this.refusal ? html`<p class="refused" role="alert">${this.refusal}</p>` : nothing}
    </section>`;
  }

  private targets(file: File) {
    return html`<div class="learner targets" role="group" aria-label="Learner to load the weights into">
      <span>Load ${file.name} into</span>
      ${this.session.learners.map(
        (learner) => html`<button @click=${() => this.load(file, learner)}>${modelShort(learner)}</button>`,
      )}
    </div>`;
  }

  private chosen(): void {
    const file = this.input.files?.[0];
    // So that choosing the same file again fires a change event.
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
    this.copyStatus = (await copied)
      ? `${name} was copied.`
      : `The browser did not allow copying. ${name}: ${await text}`;
  }

  /** Runs an action. If it returns a message, shows it and closes the dialog; an error is shown inside the dialog. */
  // biome-ignore lint/suspicious/noConfusingVoidType: saving returns no message.
  private async attempt(action: () => Promise<string | void>): Promise<void> {
    this.refusal = "";
    try {
      const message = await action();
      if (!message) return;
      this.session.notify(message);
      this.pendingWeights = null;
      this.dialog.close();
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error);
      this.show();
    }
  }

  private closed(): void {
    this.open = false;
    this.pendingWeights = null;
    this.refusal = "";
    this.copyStatus = "";
  }
}
