// <hnn-keyboard>: the dialog that lists the page's shortcuts, with a switch, and the keys of each control.
import { css, html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import "./dialog";
import { customElement } from "../shared/define";
import { shared } from "../shared/shared.styles";
import type { Shortcut } from "../shared/shortcuts";
import type { HnnDialog } from "./dialog";

const NAMES: Record<string, string> = {
  " ": "Space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

const nameOf = (key: string): string => NAMES[key] ?? key;

/** Keys of the controls, active while the control has the focus. */
const CONTROLS: [string, [string[], string][]][] = [
  [
    "Initial state on a plane",
    [
      [["←", "→", "↑", "↓"], "Move it by a fiftieth of the plane"],
      [["Shift", "with an arrow"], "Move it a tenth as far"],
      [["Alt", "with an arrow"], "Move the view"],
      [["+", "−", "0"], "Zoom in, zoom out, show all"],
      [["Enter"], "Read out the models there and wherever you move; again or Esc: stop"],
    ],
  ],
  [
    "Body above a plane",
    [
      [["←", "→", "↑", "↓"], "Grab it and move it"],
      [["Shift", "with an arrow"], "Add speed for the throw"],
      [["Enter"], "Grab it; again: let go"],
      [["Esc"], "Put it back"],
      [["1", "2"], "Choose one of two bodies"],
    ],
  ],
  [
    "Sliders",
    [
      [["←", "→"], "Decrease or increase by one step"],
      [["Home", "End"], "Go to the lowest or highest value"],
    ],
  ],
  [
    "Plots below the planes",
    [
      [["←", "→"], "Read the previous or next time or training step"],
      [["Page ↓", "Page ↑"], "Move by a tenth of the plot"],
      [["Home", "End"], "Go to the start or the end"],
    ],
  ],
  [
    "Tabs",
    [
      [["←", "→"], "Previous or next tab"],
      [["Home", "End"], "First or last tab"],
    ],
  ],
  ["Text fields", [[["Enter"], "Apply the value"]]],
  ["Dialogs, menus, the tour", [[["Esc"], "Close"]]],
];

@customElement("hnn-keyboard")
export class HnnKeyboard extends LitElement {
  @property({ attribute: false }) keys: readonly Shortcut[] = [];

  /** Whether the page's shortcuts are on. */
  @property({ type: Boolean }) shortcuts = true;

  @query("hnn-dialog") private dialog!: HnnDialog;

  static override styles = [
    shared,
    css`
      h3 {
        margin: 1.1em 0 0.3em;
        font: 400 calc(1.06 * var(--rem))/1.2 var(--serif);
      }
      h3:first-child {
        margin-top: 0;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(calc(7.5 * var(--rem)), auto) 1fr;
        gap: 5px 16px;
        margin: 0;
      }
      div {
        display: contents;
      }
      p {
        margin: 0.5em 0 0;
        color: var(--soft);
      }
      label {
        display: flex;
        align-items: center;
        gap: 0.6em;
        min-height: 44px;
      }
      input {
        width: 18px;
        height: 18px;
        margin: 0;
        accent-color: var(--ink);
      }
      dd {
        margin: 0;
      }
      kbd {
        display: inline-block;
        min-width: 1.8em;
        padding: 0 0.45em;
        font: inherit;
        line-height: 1.45;
        text-align: center;
        background: var(--plate);
        border: 1px solid var(--control);
        border-radius: 3px;
      }
    `,
  ];

  show(): void {
    this.dialog.show();
  }

  override render() {
    return html`<hnn-dialog small heading="Keyboard shortcuts">
      ${
        this.keys.length === 0
          ? ""
          : html`${this.group(
              "On the page",
              this.keys.map(({ key, label }) => [[nameOf(key)], label]),
            )}
              <p>These work while the planes are in view, except in text fields and lists.</p>
              <label>
                <input type="checkbox" .checked=${live(this.shortcuts)} @change=${this.choose} />
                Use these shortcuts
              </label>`
      }
      ${CONTROLS.map(([heading, entries]) => this.group(heading, entries))}
    </hnn-dialog>`;
  }

  private choose(event: Event): void {
    const detail = { shortcuts: (event.target as HTMLInputElement).checked };
    this.dispatchEvent(new CustomEvent("choose", { detail }));
  }

  private group(heading: string, entries: [string[], string][]) {
    return html`<h3>${heading}</h3>
      <dl>
        ${entries.map(
          ([keys, label]) => html`<div>
            <dt>${keys.map((key) => (key.startsWith("with") ? html` ${key}` : html`<kbd>${key}</kbd> `))}</dt>
            <dd>${label}</dd>
          </div>`,
        )}
      </dl>`;
  }
}
