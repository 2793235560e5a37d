// <hnn-more>: the More menu: colours, motion, keyboard shortcuts, About.
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { DialogName } from "./dialogs/dialogs";
import type { Motion, Theme } from "./preferences";
import { customElement } from "./shared/define";
import { icons } from "./shared/icons";
import { boxOf, zoomOf } from "./shared/pointer-place";
import { shared } from "./shared/shared.styles";

const COLOURS: [Theme, string][] = [
  ["auto", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
];
const MOTIONS: [Motion, string][] = [
  ["auto", "System"],
  ["reduced", "Reduced"],
];

/** Firefox 114 to 124 and Safari 16 lack popovers. There, the `hidden` attribute opens and closes the menu. */
const hasPopovers = (): boolean => "popover" in HTMLElement.prototype;

@customElement("hnn-more")
export class HnnMore extends LitElement {
  @property() theme: Theme = "auto";
  @property() motion: Motion = "auto";
  /** Used only without popovers. */
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
        title="Colours, motion, shortcuts, about"
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
        <button @click=${() => this.openDialog("keyboard")}>Keyboard shortcuts <kbd aria-hidden="true">?</kbd></button>
        <button @click=${() => this.openDialog("about")}>About this page</button>
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

  private openDialog(part: DialogName): void {
    // Closing the menu returns the focus to the opener, so the dialog will return it there too.
    if (hasPopovers()) this.menu.hidePopover();
    else this.show(false);
    this.dispatchEvent(new CustomEvent("ask", { detail: part }));
  }

  /** Opens or closes the menu without popovers. */
  private show(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    const change = open ? addEventListener : removeEventListener;
    change("pointerdown", this.closeOnPress as EventListener, true);
    change("keydown", this.closeOnEscape as EventListener, true);
    if (!open) this.restoreFocus();
  }

  private readonly closeOnPress = (event: PointerEvent): void => {
    if (!event.composedPath().includes(this)) this.show(false);
  };

  private readonly closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.show(false);
  };

  private toggled(event: ToggleEvent): void {
    if (event.newState === "open") this.place();
    else this.restoreFocus();
  }

  private restoreFocus(): void {
    if (this.menu?.matches(":focus-within")) this.opener.focus();
  }

  /** Positions the menu below its opener, within the window. */
  private place(): void {
    const { bottom, right } = boxOf(this.opener);
    // CSS zoom scales the menu's lengths but not the window; transforms don't affect a popover.
    const zoom = zoomOf(this.menu);
    const margin = Math.max(8, document.documentElement.clientWidth - right);
    this.menu.style.setProperty("top", `${(bottom + 4) / zoom}px`);
    this.menu.style.setProperty("right", `${margin / zoom}px`);
  }
}
