// <hnn-more>: a small menu: colours, motion, the list of keys, what this page is.
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { DialogName } from "./dialogs/dialogs";
import type { Motion, Theme } from "./preferences";
import { customElement } from "./shared/define";
import { icons } from "./shared/icons";
import { boxOf, zoomOf } from "./shared/pointer-place";
import { shared } from "./shared/shared.styles";

const COLOURS: [Theme, string][] = [
  ["auto", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];
const MOTIONS: [Motion, string][] = [
  ["auto", "As the system"],
  ["reduced", "Reduced"],
];

/** Firefox 114 to 124 and Safari 16 have none: there the menu is an element that is hidden or not. */
const hasPopovers = (): boolean => "popover" in HTMLElement.prototype;

@customElement("hnn-more")
export class HnnMore extends LitElement {
  @property() theme: Theme = "auto";
  @property() motion: Motion = "auto";
  /** Only used where there are no popovers. */
  @state() private open = false;

  @query("button") private opener!: HTMLElement;
  @query("#menu") private menu!: HTMLElement;

  static override styles = [
    shared,
    css`
      #menu {
        position: fixed;
        z-index: 6;
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

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.show(false);
  }

  override render() {
    const popover = hasPopovers();
    return html`
      <button
        popovertarget=${popover ? "menu" : nothing}
        aria-expanded=${popover ? nothing : this.open}
        data-label="More"
        aria-label="More"
        title="Colours, motion, keys, about"
        @click=${popover ? nothing : () => this.show(!this.open)}
      >
        ${icons.more}
      </button>
      <div
        id="menu"
        popover=${popover ? "auto" : nothing}
        ?hidden=${!popover && !this.open}
        role="group"
        aria-label="More"
        @beforetoggle=${this.toggled}
      >
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

  override updated(changed: PropertyValues): void {
    if (changed.has("open") && this.open) this.place();
  }

  private ask(part: DialogName): void {
    // Its closing gives the focus back to the opener, to which the dialog will return it.
    if (hasPopovers()) this.menu.hidePopover();
    else this.show(false);
    this.dispatchEvent(new CustomEvent("ask", { detail: part }));
  }

  /** Opens or closes the menu where there are no popovers. */
  private show(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    const change = open ? addEventListener : removeEventListener;
    change("pointerdown", this.pressed as EventListener, true);
    change("keydown", this.escaped as EventListener, true);
    if (!open) this.giveFocusBack();
  }

  private readonly pressed = (event: PointerEvent): void => {
    if (!event.composedPath().includes(this)) this.show(false);
  };

  private readonly escaped = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.show(false);
  };

  private toggled(event: ToggleEvent): void {
    if (event.newState === "open") this.place();
    else this.giveFocusBack();
  }

  private giveFocusBack(): void {
    if (this.menu?.matches(":focus-within")) this.opener.focus();
  }

  /** Puts the menu beneath its opener, within the window. */
  private place(): void {
    const { bottom, right } = boxOf(this.opener);
    // A zoom applies to its lengths, but not to the window in which it lies; a transform applies to neither.
    const zoom = zoomOf(this.menu);
    const margin = Math.max(8, document.documentElement.clientWidth - right);
    this.menu.style.setProperty("top", `${(bottom + 4) / zoom}px`);
    this.menu.style.setProperty("right", `${margin / zoom}px`);
  }
}
