// <hnn-files>: weights and run records in and out, by buttons and by dropping a file on the page.
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { modelLabel, modelShort } from "../catalog";
import { ACCEPTED, isRecord, loadWeights, openRecord, saveRecord, saveWeights } from "../files";
import type { Session } from "../session";
import "./dialog";
import type { HnnDialog } from "./dialog";
import { key } from "./key";
import { modelClasses, shared } from "./shared";

const HELD_MS = 600;

@customElement("hnn-files")
export class HnnFiles extends LitElement {
  /** It changes in place: every render of its owner renders this. */
  @property({ attribute: false, hasChanged: () => true }) session!: Session;
  @state() private open = false;
  /** Weights that wait for a learner. */
  @state() private waiting: File | null = null;
  /** Why a file was refused. */
  @state() private refusal = "";
  @state() private dropping = false;

  @query("hnn-dialog") private dialog!: HnnDialog;
  @query('input[type="file"]') private input!: HTMLInputElement;
  private page: EventTarget | null = null;
  private dropTimer = 0;

  static override styles = [
    shared,
    modelClasses,
    css`
      .content {
        display: grid;
        gap: 14px;
      }
      section {
        display: grid;
        gap: 8px;
      }
      h3 {
        margin: 0;
        padding-bottom: 3px;
        font: 400 1.06rem/1.2 var(--serif);
        border-bottom: 1px solid var(--line);
      }
      p {
        margin: 0;
        line-height: 1.35;
        color: var(--soft);
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
      .learner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 8px;
      }
      .learner > span {
        flex: 1 1 11rem;
      }
      .choose {
        display: flex;
        align-items: center;
        gap: 12px;
      }
      .choose button {
        flex: none;
      }
      @media (max-width: 500px) {
        .learner > span {
          flex-basis: 100%;
        }
      }
      .key {
        width: 38px;
        height: 13px;
        margin-right: 4px;
        vertical-align: -1px;
      }
      .content button {
        padding: 0 0.8em;
        border-color: var(--control);
      }
      .refused {
        padding: 0.5em 0.8em;
        color: var(--ink);
        background: var(--plate);
        border-left: 3px solid var(--warn);
      }
      .drop {
        position: fixed;
        z-index: 6;
        inset: 16px;
        display: grid;
        place-items: center;
        font: 400 1.36rem/1.25 var(--serif);
        color: var(--ink);
        background: color-mix(in srgb, var(--paper) 82%, transparent);
        border: 2px dashed var(--control);
        border-radius: 6px;
        pointer-events: none;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode();
    // Files can be dropped anywhere on the instrument.
    this.page = root instanceof ShadowRoot ? root.host.getRootNode() : root;
    this.page.addEventListener("dragover", this.over as EventListener);
    this.page.addEventListener("drop", this.drop as EventListener);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.page?.removeEventListener("dragover", this.over as EventListener);
    this.page?.removeEventListener("drop", this.drop as EventListener);
  }

  show(): void {
    this.open = true;
    this.dialog.show();
  }

  override render() {
    return html`
      <hnn-dialog small heading="Files" @closed=${this.closed}>${this.open ? this.content() : nothing}</hnn-dialog>
      ${this.dropping ? html`<p class="drop">Drop weights or a run record</p>` : nothing}
    `;
  }

  private content() {
    const { learners } = this.session;
    return html`<div class="content">
      <section>
        <h3>Save</h3>
        ${learners.map((learner) => this.saves(learner))}
        <p>
          Weights are a safetensors file with the parameter names of the paper’s PyTorch code. A run record is JSON: settings,
          seed, changes made on the way, losses. Opened here, it repeats the run.
        </p>
      </section>
      <section>
        <h3>Load</h3>
        <div class="choose">
          <button ?disabled=${!this.session.ready} @click=${() => this.input.click()}>Choose a file</button>
          <p>or drop one anywhere on the page: weights (.safetensors) or a run record (.json).</p>
        </div>
        <input type="file" hidden accept=${ACCEPTED} aria-label="Weights or run record" @change=${this.chosen} />
        ${this.waiting ? this.targets(this.waiting, learners) : nothing}
        ${this.refusal ? html`<p class="refused" role="alert">${this.refusal}</p>` : nothing}
      </section>
    </div>`;
  }

  private saves(learner: string) {
    const name = modelShort(learner);
    const save = (what: typeof saveWeights) => this.attempt(() => what(this.session, learner));
    return html`<div class="learner">
      <span>${key(learner, true)} ${modelLabel(learner)}</span>
      <button aria-label="Download weights of ${name}" ?disabled=${!this.session.ready} @click=${() => save(saveWeights)}>
        Download weights
      </button>
      <button aria-label="Download run record of ${name}" ?disabled=${!this.session.ready} @click=${() => save(saveRecord)}>
        Download run record
      </button>
    </div>`;
  }

  private targets(file: File, learners: string[]) {
    return html`<div class="learner" role="group" aria-label="Which learner takes the weights">
      <span>Load ${file.name} into</span>
      ${learners.map(
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

  private async take(file: File): Promise<void> {
    this.waiting = null;
    this.refusal = "";
    if (isRecord(file)) await this.attempt(() => openRecord(this.session, file));
    else {
      this.waiting = file;
      this.show();
    }
  }

  private async load(file: File, learner: string): Promise<void> {
    await this.attempt(() => loadWeights(this.session, file, learner));
  }

  /** Tells what came of it, and closes the dialog; a refusal is told inside, where another file can be chosen. */
  // biome-ignore lint/suspicious/noConfusingVoidType: saving has nothing to tell.
  private async attempt(action: () => Promise<string | void>): Promise<void> {
    this.refusal = "";
    try {
      const told = await action();
      if (!told) return;
      this.session.tell(told);
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
  }

  private readonly over = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dropping = true;
    // The event comes again and again as long as the file is held over the page.
    clearTimeout(this.dropTimer);
    this.dropTimer = window.setTimeout(() => {
      this.dropping = false;
    }, HELD_MS);
  };

  private readonly drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    this.dropping = false;
    if (!file) return;
    event.preventDefault();
    void this.take(file);
  };
}
