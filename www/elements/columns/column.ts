// <hnn-column>: one model, or all models overlaid: name and energy change, the body, the phase plane, the caption.
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { QuantityMap } from "../../../pkg/hnn_playground";
import { isHamiltonian, modelLabel, modelTag } from "../../experiment/catalog";
import type { View } from "../../experiment/view";
import type { Playhead } from "../../render/playhead";
import type { Size } from "../../render/plot/surface";
import type { Pointer } from "../../render/pointer";
import { alone, hasField, overlaid, type Scene, type Shown } from "../../render/scene";
import type { Column, RendererClient } from "../../run/renderer-client";
import { energyTag, losesEnergy } from "../../run/summary";
import { significant, withUnit } from "../../text/format";
import "./body";
import { customElement } from "../shared/define";
import { key } from "../shared/learner-key";
import type { HnnBody } from "./body";
import { learnerChoice, learnerChoiceStyles } from "./learner-choice";
import { overlayHeading, overlayHeadingStyles } from "./overlay-heading";
import "./plane";
import { modelClasses, shared } from "../shared/shared.styles";
import type { HnnPlane } from "./plane";

const NO_SIZE: Size = { width: 0, height: 0 };
/** Keeps the truth's heading as high as the others. */
const EMPTY_TAG = html`<span class="tag">\u00a0</span>`;
const learnedEnergy = html`<i>H</i><sub>θ</sub>`;

@customElement("hnn-column")
export class HnnColumn extends LitElement implements Column {
  @property({ attribute: false }) scene!: Scene;
  @property() model = "truth";
  @property({ attribute: false }) renderer!: RendererClient;
  @property({ attribute: false }) playhead!: Playhead;
  @property({ attribute: false }) pointer!: Pointer;
  @property({ attribute: false }) view!: View;
  /** Scale factor of type, lines and points. */
  @property({ type: Number }) scale = 1;
  /** All learners, from left to right. */
  @property({ attribute: false }) learners: string[] = [];
  /** Why learners stopped. */
  @property({ attribute: false }) problems: ReadonlyMap<string, string> = new Map();
  /** Whether the plane shows all models' paths, over the field of `model`. */
  @property({ type: Boolean, reflect: true }) overlaid = false;

  /** Body and plane share one canvas: browsers composite every canvas in every frame, changed or not. */
  @state() private canvas: HTMLCanvasElement | null = null;

  @query("hnn-body") private body?: HnnBody;
  @query("hnn-plane") private plane?: HnnPlane;

  static override styles = [
    shared,
    modelClasses,
    learnerChoiceStyles,
    css`
      :host {
        position: relative;
        display: grid;
        grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
        container-type: inline-size;
        min-width: 0;
        min-height: 0;
      }
      header {
        grid-row: 1;
        display: flex;
        align-items: center;
        gap: 0.6em;
        padding: 0 10px 0 34px;
        min-height: 26px;
        white-space: nowrap;
      }
      h2 {
        margin: 0;
        font: 400 calc(1.06 * var(--rem))/1.2 var(--serif);
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .short {
        display: none;
      }
      header,
      footer {
        zoom: var(--type, 1);
      }
      .large ~ footer {
        min-height: 2.5em;
        font-size: calc(0.74 * var(--rem));
        white-space: normal;
      }
      .large .long {
        display: none;
      }
      .large .short {
        display: inline-block;
      }
      @container (max-width: 400px) {
        .long {
          display: none;
        }
        .short {
          display: inline-block;
        }
      }
      @container (max-width: 280px) {
        .tag .word {
          display: none;
        }
      }
      .tag {
        margin-left: auto;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .key {
        width: 44px;
        height: 16px;
      }
      canvas {
        position: absolute;
        grid-area: 2 / 1 / 4;
        width: 100%;
        height: 100%;
      }
      :host([bodiless]) {
        --body-display: none;
        --body-height: 0px;
      }
      hnn-body {
        grid-row: 2;
        display: var(--body-display, block);
        height: var(--body-height, 92px);
      }
      footer {
        grid-row: 4;
        display: var(--caption-display, block);
        padding: 0 10px 0 34px;
        font-size: calc(0.82 * var(--rem));
        line-height: 1.25;
        color: var(--faint);
        min-height: 1.25em;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .plane {
        grid-row: 3;
        position: relative;
        display: grid;
        min-height: 0;
      }
      .stopped {
        position: absolute;
        inset: auto 16px 32px 42px;
        margin: 0;
        padding: 0.5em 0.7em;
        font-size: calc(0.9 * var(--rem));
        line-height: 1.3;
        color: var(--ink);
        background: var(--paper);
        border-left: 3px solid var(--warn);
      }
      footer i {
        font-family: var(--serif);
        line-height: 0;
      }
      sub {
        font-size: 0.8em;
        line-height: 0;
        vertical-align: -0.2em;
      }
      .note {
        color: var(--warn);
      }
      /* Keep the proportions of the screen: drawings aren't redrawn for print. */
      @media print {
        :host {
          container-type: normal;
          break-inside: avoid;
        }
        canvas {
          position: static;
          grid-area: 2 / 1 / 4;
          height: auto;
        }
        hnn-body,
        .plane {
          position: absolute;
          grid-row: 2 / 4;
          inset: 0;
          visibility: hidden;
        }
        .plane {
          top: var(--body-height, 92px);
        }
        header,
        footer {
          padding: 0;
        }
        footer {
          white-space: normal;
        }
        .long,
        .tag .word {
          display: none;
        }
        .short {
          display: inline-block;
        }
      }
      /* As high as the buttons of the learners' columns, so that all planes line up. */
      @media (pointer: coarse) {
        header {
          min-height: 44px;
        }
      }
      /* Narrow, as with three or four learners: the energy change has a line of its own, and so may the caption. */
      @container (max-width: 260px) {
        header {
          flex-wrap: wrap;
          gap: 0 0.4em;
          padding-right: 4px;
        }
        .key {
          width: 28px;
        }
        h2 {
          flex: 1;
          line-height: 24px;
        }
        .tag {
          order: 1;
          flex: 1 0 100%;
          margin: 0;
        }
        .tag .word {
          display: inline;
        }
        footer {
          min-height: 2.5em;
          white-space: normal;
        }
      }
      @container (max-width: 300px) {
        .key {
          width: 28px;
        }
      }
      @container (max-width: 180px) {
        header {
          padding-left: 22px;
        }
      }
      /* The same for the large type of a lecture. */
      @container (max-width: 300px) {
        header.large {
          flex-wrap: wrap;
          gap: 0 0.4em;
        }
        .large .tag {
          order: 1;
          flex: 1 0 100%;
          margin: 0;
        }
      }
    `,
    overlayHeadingStyles,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.renderer.join(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.renderer.leave(this);
  }

  /** The same object until it changes: the renderer compares it in every frame. */
  shown: Shown = alone("truth");

  override willUpdate(changed: PropertyValues<this>): void {
    this.toggleAttribute("bodiless", this.scene.system.view.body === "none");
    if (!["model", "learners", "overlaid"].some((name) => changed.has(name as keyof HnnColumn))) return;
    this.shown = this.overlaid ? overlaid(this.learners, this.model) : alone(this.model);
  }

  get boxes(): { body: Size; plane: Size } {
    return { body: this.body?.box ?? NO_SIZE, plane: this.plane?.box ?? NO_SIZE };
  }

  hold(canvas: HTMLCanvasElement): void {
    this.canvas = canvas;
  }

  override render() {
    const { scene, model, playhead, pointer, scale, shown, problems } = this;
    const stopped = shown.motions.flatMap((each) => problems.get(each) ?? []);
    return html`
      ${this.overlaid ? overlayHeading(this, scene, this.learners, model, problems) : this.heading()}
      ${this.canvas}
      <hnn-body
        .scene=${scene}
        .motions=${shown.motions}
        .playhead=${playhead}
        .pointer=${pointer}
        .scale=${scale}
      ></hnn-body>
      <div class="plane">
        <hnn-plane
          .scene=${scene}
          .motions=${shown.motions}
          .scale=${scale}
        ></hnn-plane>
        ${stopped.length > 0 ? html`<p class="stopped" role="status">${stopped.join(" ")}</p>` : nothing}
      </div>
      <footer>${this.notes() ?? this.caption()}</footer>
    `;
  }

  private heading() {
    const { model, scale } = this;
    const stopped = this.problems.has(model);
    const { rollouts } = this.scene;
    const lossy = losesEnergy(rollouts);
    const tag = stopped ? "stopped" : model === "truth" && !lossy ? "" : energyTag(rollouts?.models[model]);
    const word = model !== "truth" && lossy ? "energy vs. truth" : "energy";
    return html`<header class=${scale > 1 ? "large" : ""}>
      ${key(model, true)}
      <h2><span class="long">${modelLabel(model)}</span><span class="short">${modelTag(model)}</span></h2>
      ${
        tag === ""
          ? EMPTY_TAG
          : html`<span class="tag model-${model}">${stopped ? nothing : html`<span class="word">${word}</span>`} ${tag}</span>`
      }
      ${learnerChoice(this, this.scene, model, this.learners)}
    </header>`;
  }

  /** Remarks on the rollouts, each once; null if there are none. */
  private notes(): unknown {
    const { rollouts } = this.scene;
    const notes = this.shown.motions.flatMap((model) => rollouts?.models[model]?.note ?? []);
    return notes.length > 0 ? html`<span class="note">${[...new Set(notes)].join(" ")}</span>` : null;
  }

  /** The caption below the plane. */
  private caption(): unknown {
    const { scene, model, view } = this;
    if (!hasField(scene.system)) {
      const bodies = "Filled: body 1; outlined: body 2";
      if (this.overlaid) return view.layers.includes("data") ? `${bodies}; dots: training data` : bodies;
      return model === "truth" ? "Dots: training data" : bodies;
    }
    const map = this.mapCaption(scene.fields.get(model)?.map ?? null);
    if (model !== "truth" || !view.layers.includes("data")) return map;
    return map === nothing ? "Dots: training data" : html`${map}; dots: training data`;
  }

  /** What the map shows; the colour bar has its symbol, unit and values. */
  private mapCaption(map: QuantityMap | null): unknown {
    const { model } = this;
    const quantity = map?.quantity;
    if (quantity === "energy") {
      const { system } = this.scene;
      // The other coordinates are those of the start.
      const slice = system.dof > 1 ? "Slice through the initial state: " : "";
      if (model === "truth") return slice + system.formula;
      return html`${slice}${slice ? "learned" : "Learned"} energy ${learnedEnergy}`;
    }
    if (quantity === "difference")
      return `Learned minus true energy, ±${withUnit(significant(map?.range[1] ?? 0, 2), map?.unit ?? "")}`;
    if (quantity === "divergence") {
      const { system, rollouts } = this.scene;
      const preserved = model === "truth" ? !losesEnergy(rollouts) : isHamiltonian(model, system.dof);
      return preserved ? "Zero divergence: areas are preserved" : "Divergence: blue shrinks, orange grows";
    }
    return this.view.map === "difference" ? "No learned energy to compare" : nothing;
  }
}
