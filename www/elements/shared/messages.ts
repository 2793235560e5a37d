// <hnn-messages>: dismissible messages about problems, announced to screen readers. An open dialog shows them as well.
import { css, html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Message } from "../../run/messages";
import { customElement } from "./define";
import { emit } from "./emit";
import { icons } from "./icons";
import { shared } from "./shared.styles";

@customElement("hnn-messages")
export class HnnMessages extends LitElement {
  @property({ attribute: false }) messages: readonly Message[] = [];

  static override styles = [
    shared,
    css`
      :host {
        max-width: calc(34 * var(--rem));
        pointer-events: none;
      }
      :host([modal]) {
        position: fixed;
        right: 0;
        bottom: 0;
        margin: 16px;
      }
      div {
        display: grid;
        gap: 8px;
        max-height: calc(100dvh - 32px);
        overflow-y: auto;
      }
      p {
        display: flex;
        align-items: flex-start;
        gap: 0.6em;
        margin: 0;
        padding: 0.5em 0.4em 0.5em 0.9em;
        line-height: 1.35;
        color: var(--ink);
        background: var(--plate);
        border: 1px solid var(--line);
        border-left: 3px solid var(--warn);
        border-radius: 3px;
        box-shadow: 0 4px 18px rgb(0 0 0 / 0.14);
        pointer-events: auto;
      }
      span {
        flex: 1;
        overflow-wrap: anywhere;
        padding-top: 0.35em;
      }
      .act {
        border-color: var(--control);
      }
    `,
  ];

  private home: Element | null = null;
  /** Open dialogs, topmost last. */
  private readonly dialogs: HTMLDialogElement[] = [];

  /** A modal dialog makes the rest of the page inert, so messages move into the dialog until it closes. */
  showIn(dialog: HTMLDialogElement): void {
    this.home ??= this.parentElement;
    this.dialogs.push(dialog);
    this.move();
    const closed = () => {
      this.dialogs.splice(this.dialogs.indexOf(dialog), 1);
      this.move();
    };
    dialog.addEventListener("close", closed, { once: true });
  }

  private move(): void {
    const place = this.dialogs.at(-1) ?? this.home;
    this.toggleAttribute("modal", this.dialogs.length > 0);
    if (place !== this.parentElement) place?.append(this);
  }

  override render() {
    return html`<div role="alert">
      ${this.messages.map(
        ({ id, text, action }) => html`<p>
          <span>${text}</span>
          ${action ? html`<button class="act" @click=${action.act}>${action.label}</button>` : nothing}
          <button data-label="Dismiss" aria-label="Dismiss this message" @click=${() => this.dismiss(id)}>${icons.close}</button>
        </p>`,
      )}
    </div>`;
  }

  private dismiss(id: number): void {
    emit(this, "dismiss", id);
  }
}
