// <hnn-controls>: the settings panel, generated from the catalog.
import { css, html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { live } from "lit/directives/live.js";
import {
  catalog,
  hasEffect,
  hasFriction,
  isOwn,
  presetOf,
  type System,
  settingsOf,
  unfit,
} from "../../experiment/catalog";
import type { Settings } from "../../experiment/experiment";
import type { Formulas } from "../../run/formulas";
import { customElement } from "../shared/define";
import { icons } from "../shared/icons";
import "./setting";
import { emit } from "../shared/emit";
import { shared } from "../shared/shared.styles";

const NO_REMARK = () => "";

@customElement("hnn-controls")
export class HnnControls extends LitElement {
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) system!: System;
  @property({ attribute: false }) formulas!: Formulas;
  /** Whether the help texts are loaded. */
  @property({ attribute: false }) helpLoaded = false;

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
        font: 400 calc(1.06 * var(--rem))/1.2 var(--serif);
        border-bottom: 1px solid var(--line);
      }
      .presets {
        margin: 0 0 16px;
      }
      .open {
        justify-content: space-between;
        width: 100%;
        padding: 0 10px;
        font: 400 calc(1.06 * var(--rem))/1.2 var(--serif);
        background: var(--plate);
        border-color: var(--control);
      }
      .all {
        min-height: 28px;
        margin: 0 0 4px -6px;
        padding: 0 6px;
        color: var(--soft);
      }
      .all svg {
        width: 15px;
        height: 15px;
      }
      @media (pointer: coarse) {
        .all {
          min-height: 44px;
        }
      }
      .presets p {
        margin: 7px 0 0;
        font-size: calc(0.92 * var(--rem));
        line-height: 1.35;
        color: var(--soft);
      }
      .presets b {
        font-weight: 600;
        color: var(--ink);
      }
      .default {
        display: inline;
        min-width: 0;
        min-height: 0;
        padding: 0;
        text-decoration: underline;
        text-underline-offset: 2px;
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        margin: 0 0 12px;
        font-size: calc(0.86 * var(--rem));
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
      <button class="open" aria-haspopup="dialog" @click=${() => this.ask("gallery")}>Experiments to try ${icons.gallery}</button>
      ${
        present
          ? html`<p><b>${present.label}.</b> ${present.summary} <button class="default" @click=${this.restore}>Back to the default</button></p>`
          : nothing
      }
    </div>`;
  }

  private allSystems() {
    return html`<button class="all" aria-haspopup="dialog" @click=${() => this.ask("systems")}>All systems ${icons.gallery}</button>`;
  }

  private readonly remarkOn = (learner: string): string =>
    unfit(learner, this.system, hasFriction(this.settings));

  private belowSystem() {
    return html`${this.allSystems()}${
      this.system.own
        ? html`<hnn-own .settings=${this.settings} .system=${this.system} .formulas=${this.formulas} .helpLoaded=${this.helpLoaded}></hnn-own>`
        : nothing
    }`;
  }

  private ask(detail: "gallery" | "systems"): void {
    this.dispatchEvent(new CustomEvent("ask", { detail }));
  }

  /** Starts the system's default experiment. */
  private restore(): void {
    const detail: Settings = { system: this.system.id };
    emit(this, "experiment", detail);
  }

  override render() {
    const settings = settingsOf(this.settings).filter(
      (info) => !isOwn(info.key) && hasEffect(info, this.settings),
    );
    return html`
      ${this.presets()}
      <p class="marks" aria-hidden="true">
        <span>${icons.reset} restarts training</span><span>${icons.live} applies at once</span>
      </p>
      ${catalog.groups.map(
        (group) => html`<fieldset>
          <legend>${group.label}</legend>
          ${settings
            .filter((info) => info.group === group.id)
            .map((info) =>
              // Not `repeat`: Lit 3.3.3 leaks a node for each item it removes.
              keyed(
                info.key,
                html`<hnn-setting
                  .info=${info}
                  .system=${this.system}
                  .value=${live(this.settings[info.key] ?? "")}
                  .helpLoaded=${this.helpLoaded}
                  .remarkOn=${info.key === "learners" ? this.remarkOn : NO_REMARK}
                ></hnn-setting>${info.key === "system" ? this.belowSystem() : nothing}`,
              ),
            )}
        </fieldset>`,
      )}
    `;
  }
}
