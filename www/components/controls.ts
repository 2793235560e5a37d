// <hnn-controls>: the control panel, built from the catalog in its order.
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { live } from "lit/directives/live.js";
import type { SystemInfo } from "../../pkg/hnn_playground";
import { catalog, presetOf, settingsOf } from "../catalog";
import type { Settings } from "../state";
import { icons } from "./icons";
import "./setting";
import { shared } from "./shared";

@customElement("hnn-controls")
export class HnnControls extends LitElement {
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) system!: SystemInfo;
  @property({ type: Number }) answers = 0;
  @property({ type: Boolean }) considering = false;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      fieldset {
        min-width: 0;
        margin: 0 0 14px;
        padding: 0;
        border: 0;
      }
      legend {
        width: 100%;
        margin-bottom: 3px;
        padding: 0 0 3px;
        font: 400 1.06rem/1.2 var(--serif);
        border-bottom: 1px solid var(--line);
      }
      .presets {
        margin: 0 0 16px;
      }
      .presets label {
        font: 400 1.06rem/1.2 var(--serif);
      }
      .presets p {
        margin: 4px 0 0;
        font-size: 0.92rem;
        line-height: 1.3;
        color: var(--soft);
      }
      select {
        width: 100%;
        height: 32px;
        margin-top: 5px;
        padding: 0 6px;
        background: var(--plate);
        border: 1px solid var(--control);
        border-radius: 4px;
      }
      @media (pointer: coarse) {
        select {
          height: 44px;
          font-size: 16px;
        }
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        margin: 0 0 12px;
        font-size: 0.86rem;
        color: var(--faint);
      }
      .marks span {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
      .marks svg {
        width: 12px;
        height: 12px;
      }
    `,
  ];

  private presets() {
    const present = presetOf(this.settings);
    return html`<div class="presets">
      <label for="preset">Experiments to try</label>
      <select
        id="preset"
        .value=${live(present?.id ?? "")}
        @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${!present}>${present ? "The default" : "Choose one"}</option>
        ${catalog.presets.map(
          ({ id, label }) => html`<option value=${id} ?selected=${id === present?.id}>${label}</option>`,
        )}
      </select>
      ${present ? html`<p>${present.summary}</p>` : nothing}
    </div>`;
  }

  /** Tells of an experiment to begin: a preset's, or the system's default. */
  private choose(id: string): void {
    const preset = catalog.presets.find((each) => each.id === id);
    const detail: Settings = preset?.settings ?? { system: this.system.id };
    this.dispatchEvent(new CustomEvent("experiment", { detail, bubbles: true, composed: true }));
  }

  override render() {
    const settings = settingsOf(this.system.id);
    return html`
      ${this.presets()}
      <p class="marks" aria-hidden="true">
        <span>${icons.reset} restarts training</span><span>${icons.live} acts at once</span>
      </p>
      ${catalog.groups.map(
        (group) => html`<fieldset>
          <legend>${group.label}</legend>
          ${settings
            .filter((info) => info.group === group.id)
            .map((info) =>
              // Not `repeat`: Lit 3.3.3 leaves a node behind for each item that it removes.
              keyed(
                info.key,
                html`<hnn-setting
                  .info=${info}
                  .system=${this.system}
                  .value=${this.settings[info.key] ?? ""}
                  .answers=${this.answers}
                  .considering=${this.considering}
                ></hnn-setting>`,
              ),
            )}
        </fieldset>`,
      )}
    `;
  }
}
