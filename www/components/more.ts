// <hnn-more>: a small menu: colours, motion, the list of keys, what this page is.
import { css, html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import { customElement } from "./define";
import type { Part } from "./dialogs";
import { icons } from "./icons";
import type { Motion, Theme } from "./instrument";
import { shared } from "./shared";

const COLOURS: [Theme, string][] = [
  ["auto", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];
const MOTIONS: [Motion, string][] = [
  ["auto", "As the system"],
  ["reduced", "Reduced"],
];

@customElement("hnn-more")
export class HnnMore extends LitElement {
  @property() theme: Theme = "auto";
  @property() motion: Motion = "auto";

  @query("button") private opener!: HTMLElement;
  @query("#menu") private menu!: HTMLElement;

  static override styles = [
    shared,
    css`
      #menu {
        position: fixed;
        inset: auto;
        width: calc(15 * var(--rem));
        margin: 0;
        padding: 12px 14px;
        color: var(--ink);
        background: var(--plate);
        border: 1px solid var(--control);
        border-radius: 4px;
        box-shadow: 0 8px 30px rgb(0 0 0 / 0.18);
      }
      fieldset {
        margin: 0 0 10px;
        padding: 0 0 8px;
        border: 0;
        border-bottom: 1px solid var(--line);
      }
      legend {
        padding: 0;
        font: 400 calc(1.06 * var(--rem))/1.3 var(--serif);
      }
      label {
        display: flex;
        align-items: center;
        gap: 0.6em;
        min-height: 28px;
        cursor: pointer;
      }
      input {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--ink);
      }
      #menu button {
        justify-content: space-between;
        width: 100%;
        padding: 0;
      }
      #menu button:hover {
        text-decoration: underline;
        background: none;
      }
      kbd {
        min-width: 1.7em;
        padding: 0 0.4em;
        font: inherit;
        line-height: 1.5;
        text-align: center;
        border: 1px solid var(--control);
        border-radius: 3px;
      }
      @media (pointer: coarse) {
        label {
          min-height: 44px;
        }
      }
    `,
  ];

  override render() {
    return html`
      <button popovertarget="menu" data-label="More" aria-label="More" title="Colours, motion, keys, about">
        ${icons.more}
      </button>
      <div id="menu" popover role="group" aria-label="More" @beforetoggle=${this.place}>
        ${this.choice("theme", "Colours", COLOURS)} ${this.choice("motion", "Motion", MOTIONS)}
        <button @click=${() => this.ask("keyboard")}>Keys <kbd aria-hidden="true">?</kbd></button>
        <button @click=${() => this.ask("about")}>About this page</button>
      </div>
    `;
  }

  private choice<Key extends "theme" | "motion">(key: Key, legend: string, options: [this[Key], string][]) {
    return html`<fieldset>
      <legend>${legend}</legend>
      ${options.map(
        ([value, label]) => html`<label>
          <input
            type="radio"
            name=${key}
            .checked=${this[key] === value}
            @change=${() => this.dispatchEvent(new CustomEvent("choose", { detail: { [key]: value } }))}
          />
          ${label}
        </label>`,
      )}
    </fieldset>`;
  }

  private ask(part: Part): void {
    // Its closing gives the focus back to the opener, to which the dialog will return it.
    this.menu.hidePopover();
    this.dispatchEvent(new CustomEvent("ask", { detail: part }));
  }

  /** Opens beneath its opener, within the window; closing gives that the focus back. */
  private place(event: ToggleEvent): void {
    if (event.newState !== "open") {
      if (this.menu.matches(":focus-within")) this.opener.focus();
      return;
    }
    const { bottom, right } = this.opener.getBoundingClientRect();
    // A zoom applies to its lengths, but not to the window in which it lies; a transform applies to neither.
    const { currentCSSZoom: zoom = 1 } = this.menu as HTMLElement & { currentCSSZoom?: number };
    const margin = Math.max(8, document.documentElement.clientWidth - right);
    this.menu.style.setProperty("top", `${(bottom + 4) / zoom}px`);
    this.menu.style.setProperty("right", `${margin / zoom}px`);
  }
}
