// <hnn-systems>: the dialog with all systems in groups, each with its portrait, its energy and a sentence.
import "../../experiment/texts";
import { css, html, LitElement, type PropertyValues } from "lit";
import { property, query, queryAll } from "lit/decorators.js";
import type { SystemInfo } from "../../../pkg/hnn_playground";
import { catalog, defaultsOf, OWN, type System } from "../../experiment/catalog";
import { defaultView } from "../../experiment/view";
import { drawBodyAt } from "../../render/column-picture";
import { prepare, type Size } from "../../render/plot/surface";
import type { Colours } from "../../render/plot/theme";
import { dark } from "../../render/plot/theme";
import { alone, bareScene } from "../../render/scene";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { shared } from "../shared/shared.styles";
import { cardStyles } from "./cards.styles";
import "./dialog";
import type { HnnDialog } from "./dialog";

const GROUPS: { label: string; has(system: SystemInfo): boolean }[] = [
  { label: "One degree of freedom", has: ({ id, dof }) => dof === 1 && id !== OWN },
  { label: "Several degrees of freedom", has: ({ id, dof }) => dof > 1 && id !== OWN },
  { label: "Any formula", has: ({ id }) => id === OWN },
];

const PORTRAIT: Size = { width: 240, height: 104 };

@customElement("hnn-systems")
export class HnnSystems extends LitElement {
  @property({ attribute: false }) system!: System;
  @property({ attribute: false }) colours!: Colours;

  @query("hnn-dialog") private dialog!: HnnDialog;
  @queryAll("canvas") private portraits!: NodeListOf<HTMLCanvasElement>;

  static override styles = [
    shared,
    cardStyles,
    css`
      h3 {
        margin: 0 0 8px;
        font: 400 calc(1.06 * var(--rem))/1.2 var(--serif);
      }
      section + section {
        margin-top: 18px;
      }
      .portrait {
        width: 100%;
        aspect-ratio: 240 / 104;
      }
      .formula {
        display: grid;
        place-items: center;
        font: italic 400 calc(1.6 * var(--rem)) var(--serif);
      }
      i {
        padding: 0 12px 4px;
        font-family: var(--serif);
        font-style: normal;
        color: var(--soft);
      }
    `,
  ];

  show(): void {
    void this.dialog.show();
  }

  override render() {
    return html`<hnn-dialog heading="Systems">
      ${GROUPS.map(({ label, has }, i) => {
        const systems = catalog.systems.filter(has);
        return html`<section ?hidden=${systems.length === 0} aria-labelledby="group-${i}">
          <h3 id="group-${i}">${label}</h3>
          <ul>
            ${systems.map((system) => html`<li>${this.card(system)}</li>`)}
          </ul>
        </section>`;
      })}
    </hnn-dialog>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has("colours")) return;
    for (const canvas of this.portraits) {
      const system = catalog.systems.find(({ id }) => id === canvas.dataset.system);
      const ctx = canvas.getContext("2d");
      if (!system || !ctx) continue;
      const start = defaultsOf(system.id).start as number[];
      const scene = bareScene(system, defaultView(), start, this.colours === dark);
      prepare(ctx, PORTRAIT, devicePixelRatio || 1);
      drawBodyAt(ctx, scene, PORTRAIT, alone("truth"), 0);
    }
  }

  private card(system: SystemInfo) {
    return html`<button
      class="card"
      aria-pressed=${system.id === this.system.id}
      @click=${() => this.choose(system.id)}
    >
      ${
        system.id === OWN
          ? html`<span class="portrait formula" aria-hidden="true">H(q, p) = ?</span><b>${system.label}</b>`
          : html`<canvas class="portrait" data-system=${system.id} aria-hidden="true"></canvas>
              <b>${system.label}</b><i>${system.formula}</i>`
      }<span class="summary">${system.summary}</span>
    </button>`;
  }

  private choose(value: string): void {
    this.dialog.close();
    emit(this, "propose", { key: "system", value });
  }
}
