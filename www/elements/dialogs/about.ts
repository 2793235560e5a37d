// <hnn-about>: what this page is, on what it rests, and on what terms it can be used.
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

/** What lies beside the page: addresses of its sources and of the licences of what it is built from. */
export interface Beside {
  source: string;
  licences: string;
}

/** What one may expect of other browsers. */
const REPEATS: Record<Arithmetic, string> = {
  relaxed:
    "This one has relaxed SIMD and rounds a product and its sum at once, which is quicker; in another browser the run may come out a little otherwise. With ?portable before the # of the address they are the same everywhere.",
  portable: "Here the arithmetic is the one that gives the same numbers in every browser.",
};

@customElement("hnn-about")
export class HnnAbout extends LitElement {
  /** null where the page is not the program's own. */
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
        This page trains a Hamiltonian neural network and a plain one side by side, in your browser, and shows in phase space
        what each of them conserves. The numerics are Rust with candle, compiled to WebAssembly. Version ${catalog.version}.
      </p>
      <p>
        Nothing is sent anywhere: no account, no cookies, no tracking, no request to another host. What you choose stays in this
        browser; a link carries the whole experiment in its address.
      </p>
      <p>
        A link repeats its run in the same browser to the last bit. ${REPEATS[arithmetic()]}
      </p>
      <h3>The idea</h3>
      <ul>
        ${Object.values(REFERENCES).map((reference) => html`<li>${cited(reference)}</li>`)}
      </ul>
      <h3>Source and licence</h3>
      <p>
        ${this.beside ? html`<a href=${this.beside.source}>The source and how to build it</a>.` : nothing} Use it under the MIT
        licence or the Apache licence 2.0, as you prefer. The typefaces, STIX Two and Source Sans 3, are under the SIL Open Font
        License 1.1. ${this.beside ? html`<a href=${this.beside.licences}>Licences of all that it is built from</a>.` : nothing}
      </p>
      <hnn-licence-list></hnn-licence-list>
      <h3>Keys</h3>
      <p>
        Everything can be done from the keyboard. Drags have arrow keys in their place, and the page’s own keys can be turned off:
        <button class="keys" @click=${this.askForKeys}>list of keys</button>
      </p>
    </hnn-dialog>`;
  }

  private askForKeys(): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent("ask"));
  }
}
