// <hnn-layers>: chooses the planes' map, overlays and zoom.
import { css, html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { SystemInfo } from "../../../pkg/hnn_playground";
import { LAYER_IDS, LAYERS, type LayerKind } from "../../experiment/layers";
import { MAPS, type MapKind, type View } from "../../experiment/view";
import { middleOf, zoomed } from "../../render/plot/pan-zoom";
import type { Viewport } from "../../render/plot/viewport";
import { hasField, layersOf } from "../../render/scene";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { icons } from "../shared/icons";
import { shared } from "../shared/shared.styles";

/** `view`: the view's fields to change. */
export type ViewEvent = CustomEvent<Partial<View>>;

const MAP_LABELS: Record<MapKind, string> = {
  own: "Each model’s own map",
  difference: "Learned − true energy",
  divergence: "Divergence of the field",
  none: "No map",
};

const ZOOM_IN = 1 / 1.5;

@customElement("hnn-layers")
export class HnnLayers extends LitElement {
  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) system!: SystemInfo;
  @property({ attribute: false }) viewport!: Viewport;
  /** Whether all paths share one plane. */
  @property({ type: Boolean }) overlaid = false;

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: 4px 14px;
        font-size: calc(0.88 * var(--rem));
        white-space: nowrap;
      }
      .group {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      select {
        height: 28px;
        padding: 0 2px;
        background: none;
        border: 0;
        border-bottom: 1px solid var(--control);
        border-radius: 0;
      }
      option {
        color: var(--ink);
        background: var(--plate);
      }
      button {
        min-width: 28px;
        min-height: 28px;
        padding: 0 0.45em;
      }
      button[aria-pressed="false"] {
        color: var(--faint);
      }
      button[aria-pressed] {
        gap: 0.3em;
      }
      .check {
        display: grid;
        width: 14px;
        height: 14px;
        border: 1.5px solid currentColor;
        border-radius: 2px;
      }
      .check svg {
        width: 11px;
        height: 11px;
        stroke-width: 3;
        visibility: hidden;
      }
      button[aria-pressed="true"] .check svg {
        visibility: visible;
      }
      svg {
        width: 17px;
        height: 17px;
      }
      @media (pointer: coarse) {
        select,
        button {
          min-width: 44px;
          min-height: 44px;
          font-size: 16px;
        }
      }
    `,
  ];

  override render() {
    const { view, system } = this;
    return html`
      ${hasField(system) ? this.maps() : ""}
      <div class="group" role="group" aria-label="Layers">
        ${layersOf(system).map((layer) => {
          const shown = view.layers.includes(layer);
          const { label, help } = LAYERS[layer];
          return html`<button aria-pressed=${shown} title=${help} @click=${() => this.toggle(layer)}>
            <span class="check">${icons.check}</span>${label}
          </button>`;
        })}
      </div>
      <button
        aria-pressed=${this.overlaid}
        title="All paths on one plane"
        @click=${() => this.changeView({ planes: this.overlaid ? "side" : "overlaid" })}
      >
        <span class="check">${icons.check}</span>Overlay
      </button>
      <div class="group" role="group" aria-label="Zoom of all planes">
        <button data-repeats data-label="Zoom out" aria-label="Zoom out" title="Zoom out (−)" @click=${() => this.zoom(1 / ZOOM_IN)}>${icons.minus}</button>
        <button data-repeats data-label="Zoom in" aria-label="Zoom in" title="Zoom in (+). Ctrl + wheel zooms at the pointer; Shift + drag pans." @click=${() => this.zoom(ZOOM_IN)}>${icons.plus}</button>
        <button data-label="Show all" aria-label="Show all" title="Show all (0)" ?disabled=${view.zoom === null} @click=${() => this.changeView({ zoom: null })}>${icons.fit}</button>
      </div>
    `;
  }

  private maps() {
    return html`<select
      aria-label="Map on the planes"
      @change=${(event: Event) => this.changeView({ map: (event.target as HTMLSelectElement).value as MapKind })}
    >
      ${MAPS.map((map) => html`<option value=${map} ?selected=${map === this.view.map}>${MAP_LABELS[map]}</option>`)}
    </select>`;
  }

  private toggle(layer: LayerKind): void {
    const { layers } = this.view;
    this.changeView({ layers: LAYER_IDS.filter((each) => (each === layer) !== layers.includes(each)) });
  }

  private zoom(factor: number): void {
    const { x, y } = this.system.view;
    const viewport = zoomed(this.viewport, { x, y }, middleOf(this.viewport), factor);
    this.changeView({ zoom: [...viewport.x, ...viewport.y] });
  }

  private changeView(detail: Partial<View>): void {
    emit(this, "view", detail);
  }
}
