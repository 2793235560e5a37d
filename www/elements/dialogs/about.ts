// <hnn-about>: the About dialog: purpose, privacy, reproducibility, references, licences.
import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import { catalog } from "../../experiment/catalog";
import { arithmetic } from "../../platform/arithmetic";
import { REFERENCES } from "./references";
import "./dialog";
import { customElement } from "../shared/define";
import type { HnnDialog } from "./dialog";
import "./licence-list";
import type { Arithmetic } from "../../platform/contract";
import { shared } from "../shared/shared.styles";
import { cited } from "./reference";

/** Links to files next to the page: the sources and the licences of its dependencies. */
export interface Beside {
  source: string;
  licences: string;
}

/** What to expect in other browsers. */
const REPRODUCIBILITY: Record<Arithmetic, string> = {
  relaxed:
    "This browser supports relaxed SIMD and rounds multiply-adds once, which is faster, but other browsers may give slightly different numbers. For the same numbers everywhere, add ?portable before the # in the address.",
  portable: "The arithmetic used here gives the same numbers in every browser.",
};

@customElement("hnn-about")
export class HnnAbout extends LitElement {
  /** null if the page has no such files next to it. */
  @property({ attribute: false }) beside: Beside | null = null;

  @query("hnn-dialog") private dialog!: HnnDialog;

  static override styles = [
    shared,
    css`
      h3 {
        margin: 1.3em 0 0.25em;
        font: 400 calc(1.06 * var(--rem))/1.2 var(--serif);
      }
      p,
      ul {
        margin: 0 0 0.5em;
        line-height: 1.45;
      }
      ul {
        padding: 0;
        list-style: none;
      }
      li {
        margin-bottom: 0.35em;
      }
      a {
        color: inherit;
        text-underline-offset: 2px;
      }
      .keys {
        display: inline;
        min-width: 0;
        min-height: 0;
        padding: 0;
        text-decoration: underline;
        text-underline-offset: 2px;
      }
    `,
  ];

  show(): void {
    void this.dialog.show();
  }

  override render() {
    return html`<hnn-dialog small heading="About HNN Playground">
      <p>
        This page trains a Hamiltonian neural network and a plain one side by side in your browser and shows in phase space what
        each of them conserves. The numerics are written in Rust with candle and compiled to WebAssembly.
        Version ${catalog.version}.
      </p>
      <p>
        The page sends no data: no account, no cookies, no tracking, no requests to other hosts. Your settings stay in this
        browser. A link contains the whole experiment in its address.
      </p>
      <p>
        In the same browser, a link repeats its run to the last bit. ${REPRODUCIBILITY[arithmetic()]}
      </p>
      <h3>The idea</h3>
      <ul>
        ${Object.values(REFERENCES).map((reference) => html`<li>${cited(reference)}</li>`)}
      </ul>
      <h3>Source and licence</h3>
      <p>
        ${this.beside ? html`<a href=${this.beside.source}>Source code and build instructions</a>.` : nothing} Licensed under MIT
        or Apache 2.0, at your option. The typefaces, STIX Two and Source Sans 3, are under the SIL Open Font License 1.1.
        ${this.beside ? html`<a href=${this.beside.licences}>Licences of all dependencies</a>.` : nothing}
      </p>
      <hnn-licence-list></hnn-licence-list>
      <h3>Keyboard</h3>
      <p>
        Everything works from the keyboard. Arrow keys replace dragging, and you can turn the page’s own shortcuts off:
        <button class="keys" @click=${this.openKeyboard}>list of shortcuts</button>
      </p>
    </hnn-dialog>`;
  }

  private openKeyboard(): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent("ask"));
  }
}
