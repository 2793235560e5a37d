// <hnn-dialog>: a modal dialog with a heading and a close button around its slot.
import { css, html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { icons } from "../shared/icons";
import { boxOf } from "../shared/pointer-place";
import { shared } from "../shared/shared.styles";

/** A dialog is open, and covers everything outside it. */
export type ModalEvent = CustomEvent<HTMLDialogElement>;

@customElement("hnn-dialog")
export class HnnDialog extends LitElement {
  @property() heading = "";

  @query("dialog") private dialog!: HTMLDialogElement;
  /** Whether the pointer went down outside the dialog. */
  private pressedOutside = false;

  static override styles = [
    shared,
    css`
      dialog {
        width: min(calc(68 * var(--rem)), 100% - 24px);
        max-width: none;
        max-height: calc(100% - 24px);
        padding: 0;
        overflow: hidden;
        color: var(--ink);
        background: var(--paper);
        border: 1px solid var(--control);
        border-radius: 4px;
        box-shadow: 0 12px 48px rgb(0 0 0 / 0.25);
      }
      :host([small]) dialog {
        width: min(calc(36 * var(--rem)), 100% - 24px);
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.35);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        flex: none;
        padding: 8px 10px 8px 24px;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        margin: 0;
        font: 400 calc(1.3 * var(--rem))/1.2 var(--serif);
      }
      .content {
        min-height: 0;
        padding: 16px 24px 22px;
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      @media (max-width: 640px) {
        header {
          padding-left: 16px;
        }
        .content {
          padding: 12px 16px 18px;
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.blockKeys, true);
    // An open dialog that is removed and reinserted would come back non-modal.
    this.dialog?.close();
  }

  async show(): Promise<void> {
    await this.updateComplete;
    if (this.dialog.open) return;
    this.dialog.showModal();
    emit(this, "modal", this.dialog);
    addEventListener("keydown", this.blockKeys, true);
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    return html`<dialog
      aria-labelledby="heading"
      @pointerdown=${this.pressed}
      @click=${this.clicked}
      @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
      @close=${this.closed}
    >
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button data-label="Close" aria-label="Close" @click=${this.close}>${icons.close}</button>
      </header>
      <div class="content"><slot></slot></div>
    </dialog>`;
  }

  /** Blocks the page's shortcuts while the dialog is open, wherever the focus is. */
  private readonly blockKeys = (event: KeyboardEvent): void => {
    if (!event.composedPath().includes(this) && event.key !== "Escape") event.stopImmediatePropagation();
  };

  private closed(): void {
    removeEventListener("keydown", this.blockKeys, true);
    this.dispatchEvent(new CustomEvent("closed"));
  }

  private pressed(event: PointerEvent): void {
    this.pressedOutside = this.isOutside(event);
  }

  /** A click outside closes the dialog, unless the press began inside: that is a text selection. */
  private clicked(event: MouseEvent): void {
    if (this.pressedOutside && this.isOutside(event)) this.close();
  }

  /** Checks the position as well: a click also targets the dialog if press and release hit different elements inside it. */
  private isOutside({ clientX, clientY, target }: MouseEvent): boolean {
    const { left, right, top, bottom } = boxOf(this.dialog);
    const within = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
    return target === this.dialog && !within;
  }
}
