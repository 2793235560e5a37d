// <hnn-gallery>: the dialog with the preset experiments, each with the phase portraits of its trained networks.
import "../../experiment/texts";
import { css, html, LitElement, svg } from "lit";
import { property, query } from "lit/decorators.js";
import type { PresetInfo } from "../../../pkg/hnn_playground";
import { catalog, presetOf, type System } from "../../experiment/catalog";
import type { Settings } from "../../experiment/experiment";
import { lineStyleOf } from "../../render/plot/theme";
import thumbnailsJson from "../../thumbnails.json";
import { cardStyles } from "./cards.styles";
import "./dialog";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { key } from "../shared/learner-key";
import { modelClasses, shared } from "../shared/shared.styles";
import type { HnnDialog } from "./dialog";

/** SVG paths by preset and model, in a 200 × 150 view box. `make thumbnails` computes them with the page's numerics. */
const THUMBNAILS: Record<string, { paths: Record<string, string> }> = thumbnailsJson;

/** Drawing order: the truth first, at the back. */
const byDepth = ([a]: [string, string], [b]: [string, string]) =>
  Number(b === "truth") - Number(a === "truth") || a.localeCompare(b);

@customElement("hnn-gallery")
export class HnnGallery extends LitElement {
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) system!: System;

  @query("hnn-dialog") private dialog!: HnnDialog;

  static override styles = [
    shared,
    modelClasses,
    cardStyles,
    css`
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 18px;
        margin: 0 0 12px;
        color: var(--soft);
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: 0.5em;
      }
      .legend .key {
        width: 36px;
        height: 14px;
      }
      .legend .model-truth {
        stroke-width: 4;
        opacity: 0.3;
      }
      .portrait {
        width: 100%;
        height: auto;
        aspect-ratio: 4 / 3;
        stroke-width: 1.6;
      }
      .portrait path {
        stroke: currentColor;
        vector-effect: non-scaling-stroke;
      }
      .portrait .model-truth {
        stroke-width: 3.5;
        opacity: 0.3;
      }
    `,
  ];

  show(): void {
    void this.dialog.show();
  }

  override render() {
    const present = presetOf(this.settings);
    return html`<hnn-dialog heading="Experiments to try">
      <p class="legend" aria-hidden="true">
        <span>${key("truth")}truth</span><span>${key("baseline")}baseline</span><span>${key("hnn")}HNN</span>
        <span>phase portraits after training</span>
      </p>
      <ul>
        ${catalog.presets.map((preset) => html`<li>${this.card(preset, preset === present)}</li>`)}
      </ul>
    </hnn-dialog>`;
  }

  private card(preset: PresetInfo, present: boolean) {
    const paths = Object.entries(THUMBNAILS[preset.id]?.paths ?? {}).sort(byDepth);
    return html`<button class="card" aria-pressed=${present} @click=${() => this.choose(preset.settings)}>
      <svg class="portrait" viewBox="0 0 200 150" aria-hidden="true">
        ${paths.map(
          ([model, path]) =>
            svg`<path class="model-${model}" d=${path} stroke-dasharray=${lineStyleOf(model).dash.join(" ") || "none"} />`,
        )}
      </svg>
      <b>${preset.label}</b><span class="summary">${preset.summary}</span>
    </button>`;
  }

  private choose(settings: Settings): void {
    this.dialog.close();
    emit(this, "experiment", settings);
  }
}
