// <hnn-files-tab>: opens the export dialog on a click or a dropped file, and loads it on first use.
import { css, html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Spread } from "../../batches/spread";
import type { FrameLoop } from "../../render/frame-loop";
import type { Session } from "../../run/session";
import type { HnnExportDialog } from "../dialogs/export-dialog";
import { customElement } from "../shared/define";
import { shared } from "../shared/shared.styles";

/** The drop hint disappears this long after the last `dragover` event. */
const DRAGOVER_TIMEOUT_MS = 600;

@customElement("hnn-files-tab")
export class HnnFilesTab extends LitElement {
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) session!: Session;
  @property({ attribute: false, hasChanged: () => true }) spread!: Spread;
  @property({ attribute: false }) frames!: FrameLoop;
  @state() private dropping = false;
  @state() private loaded = false;

  private page: EventTarget | null = null;
  private dropTimer = 0;

  static override styles = [
    shared,
    css`
      .drop {
        position: absolute;
        z-index: 6;
        inset: 16px;
        display: grid;
        place-items: center;
        margin: 0;
        font: 400 calc(1.36 * var(--rem))/1.25 var(--serif);
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
    // Files can be dropped anywhere on the page.
    this.page = root instanceof ShadowRoot ? root.host.getRootNode() : root;
    this.page.addEventListener("dragover", this.dragover as EventListener);
    this.page.addEventListener("drop", this.drop as EventListener);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.page?.removeEventListener("dragover", this.dragover as EventListener);
    this.page?.removeEventListener("drop", this.drop as EventListener);
  }

  async show(): Promise<void> {
    (await this.loadDialog())?.show();
  }

  override render() {
    const { session, spread, frames } = this;
    return html`
      ${
        this.loaded
          ? html`<hnn-export-dialog .session=${session} .spread=${spread} .frames=${frames}></hnn-export-dialog>`
          : nothing
      }
      ${this.dropping ? html`<p class="drop">Drop weights or a run record</p>` : nothing}
    `;
  }

  /** Loads the dialog. On failure, shows a message and returns null. */
  private async loadDialog(): Promise<HnnExportDialog | null> {
    try {
      await import("../dialogs/export-dialog");
    } catch {
      this.session.notify("This part of the page could not be loaded: the server did not answer. Try again.");
      return null;
    }
    this.loaded = true;
    await this.updateComplete;
    return this.renderRoot.querySelector("hnn-export-dialog");
  }

  private readonly dragover = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dropping = true;
    // `dragover` fires repeatedly while a file is held over the page.
    clearTimeout(this.dropTimer);
    this.dropTimer = window.setTimeout(() => {
      this.dropping = false;
    }, DRAGOVER_TIMEOUT_MS);
  };

  private readonly drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    this.dropping = false;
    if (!file) return;
    event.preventDefault();
    void this.loadDialog().then((dialog) => dialog?.take(file));
  };
}
