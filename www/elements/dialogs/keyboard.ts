// <hnn-keyboard>: the list of keys: those of the page, which can be turned off, then those that a control answers to.
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

/** What answers to keys while it has the focus. */
const CONTROLS: [string, [string[], string][]][] = [
  [
    "Initial state on a plane",
    [
      [["←", "→", "↑", "↓"], "Move it by a fiftieth of the plane"],
      [["Shift", "with an arrow"], "Move it ten times less"],
      [["Alt", "with an arrow"], "Move the view"],
      [["+", "−", "0"], "Zoom in, zoom out, show all"],
      [["Enter"], "Read the models there, and then where the arrows lead; again or Esc: stop"],
    ],
  ],
  [
    "Body above a plane",
    [
      [["←", "→", "↑", "↓"], "Take hold of it and move it"],
      [["Shift", "with an arrow"], "Give it speed for the throw"],
      [["Enter"], "Take hold of it; again: let it go"],
      [["Esc"], "Put it back"],
      [["1", "2"], "Which of two bodies"],
    ],
  ],
  [
    "Sliders",
    [
      [["←", "→"], "One step down or up"],
      [["Home", "End"], "To the lowest or the highest value"],
    ],
  ],
  [
    "Plots beneath the planes",
    [
      [["←", "→"], "Read the row before or after: time, or training step"],
      [["Page ↓", "Page ↑"], "A tenth of the plot"],
      [["Home", "End"], "The first or the last row"],
    ],
  ],
  [
    "Tabs",
    [
      [["←", "→"], "The tab before or after"],
      [["Home", "End"], "The first or the last tab"],
    ],
  ],
  ["Entry fields", [[["Enter"], "Take the value over"]]],
  ["Dialogs, menus, the tour", [[["Esc"], "Close"]]],
];

@customElement("hnn-keyboard")
export class HnnKeyboard extends LitElement {
  @property({ attribute: false }) keys: readonly Shortcut[] = [];

  /** Whether the page's keys act. */
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
    return html`<hnn-dialog small heading="Keys">
      ${
        this.keys.length === 0
          ? ""
          : html`${this.group(
              "On the page",
              this.keys.map(({ key, label }) => [[nameOf(key)], label]),
            )}
              <p>They act while the planes are in view, except in entry fields and lists.</p>
              <label>
                <input type="checkbox" .checked=${live(this.shortcuts)} @change=${this.choose} />
                Use these keys
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
