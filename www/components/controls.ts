// <hnn-controls>: the control panel, built from the catalog in its order.
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { SystemInfo } from "../../pkg/hnn_playground";
import { catalog, settingsOf } from "../catalog";
import type { Settings } from "../state";
import { icons } from "./icons";
import "./setting";
import { shared } from "./shared";

@customElement("hnn-controls")
export class HnnControls extends LitElement {
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) system!: SystemInfo;
  @property({ type: Number }) refusals = 0;

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

  override render() {
    const settings = settingsOf(this.system.id);
    return html`
      <p class="marks" aria-hidden="true">
        <span>${icons.reset} restarts training</span><span>${icons.live} acts at once</span>
      </p>
      ${catalog.groups.map(
        (group) => html`<fieldset>
          <legend>${group.label}</legend>
          ${repeat(
            settings.filter((info) => info.group === group.id),
            (info) => info.key,
            (info) => html`<hnn-setting
              .info=${info}
              .system=${this.system}
              .value=${this.settings[info.key] ?? ""}
              .refusals=${this.refusals}
            ></hnn-setting>`,
          )}
        </fieldset>`,
      )}
    `;
  }
}
