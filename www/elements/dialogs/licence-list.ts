// <hnn-licence-list>: the page's dependencies with their licences; each expands to the licence text.
import { css, html, LitElement, nothing } from "lit";
import { state } from "lit/decorators.js";
import { customElement } from "../shared/define";
import { shared } from "../shared/shared.styles";
import { type Licences, licences, type Part } from "./licences";

const KINDS: Record<Part["kind"], string> = { crate: "Rust crate", package: "npm package", font: "typeface" };

@customElement("hnn-licence-list")
export class HnnLicenceList extends LitElement {
  @state() private list: Licences | "missing" | null = null;

  static override styles = [
    shared,
    css`
      summary {
        padding: 0.25em 0;
        cursor: pointer;
      }
      .parts {
        max-height: calc(20 * var(--rem));
        padding-left: 1.1em;
        overflow-y: auto;
      }
      pre {
        margin: 0 0 0.6em;
        font: 400 calc(0.8 * var(--rem))/1.35 ui-monospace, monospace;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      @media (pointer: coarse) {
        summary {
          padding: 0.8em 0;
        }
      }
    `,
  ];

  override render() {
    return html`<details @toggle=${this.load}>
      <summary>All dependencies and their licences</summary>
      <div class="parts" tabindex="0" role="group" aria-label="Dependencies and licences">${this.parts()}</div>
    </details>`;
  }

  private parts() {
    if (this.list === null) return "Loading …";
    if (this.list === "missing")
      return "The list could not be loaded. Check your connection, then close and reopen it.";
    const { parts, texts } = this.list;
    return parts.map(({ kind, name, version, licence, text }) => {
      const line = `${name}${version === null ? "" : ` ${version}`} (${KINDS[kind]}): ${licence}`;
      return html`<details>
        <summary>${line}</summary>
        ${text === null ? html`<p>This dependency has no licence text of its own.</p>` : html`<pre>${texts[text] ?? nothing}</pre>`}
      </details>`;
    });
  }

  private async load(): Promise<void> {
    if (this.list !== null && this.list !== "missing") return;
    this.list = await licences().catch(() => "missing" as const);
  }
}
