// <hnn-column>: one model from top to bottom: its name and energy, the thing itself, its phase plane.
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { hasField, learnerInfo, modelBrief, modelLabel } from "../catalog";
import type { FrameLoop } from "../frame";
import type { Playhead } from "../playhead";
import type { Scene } from "../scene";
import { energyTag } from "../sentence";
import "./body";
import { key } from "./key";
import "./plane";
import { modelClasses, shared } from "./shared";

@customElement("hnn-column")
export class HnnColumn extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property() model = "truth";
  @property({ attribute: false }) frames!: FrameLoop;
  @property({ attribute: false }) playhead!: Playhead;
  /** Why the learner stopped, or null. */
  @property({ attribute: false }) problem: string | null = null;

  static override styles = [
    shared,
    modelClasses,
    css`
      :host {
        display: grid;
        grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
        container-type: inline-size;
        min-width: 0;
        min-height: 0;
      }
      header {
        display: flex;
        align-items: center;
        gap: 0.6em;
        padding: 0 10px 0 34px;
        min-height: 26px;
        white-space: nowrap;
      }
      h2 {
        margin: 0;
        font: 400 1.06rem/1.2 var(--serif);
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .short {
        display: none;
      }
      @container (max-width: 345px) {
        .long {
          display: none;
        }
        .short {
          display: inline-block;
        }
        .short::first-letter {
          text-transform: uppercase;
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
      hnn-body {
        height: var(--body-height, 92px);
      }
      footer {
        padding: 0 10px 0 34px;
        font-size: 0.82rem;
        line-height: 1.25;
        color: var(--faint);
        min-height: 1.25em;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .plane {
        position: relative;
        display: grid;
        min-height: 0;
      }
      .stopped {
        position: absolute;
        inset: auto 16px 32px 42px;
        margin: 0;
        padding: 0.5em 0.7em;
        font-size: 0.9rem;
        line-height: 1.3;
        color: var(--ink);
        background: var(--paper);
        border-left: 3px solid var(--warn);
      }
      .note {
        color: var(--warn);
      }
    `,
  ];

  override render() {
    const { scene, model, frames, playhead } = this;
    const rollout = scene.rollouts?.models[model];
    return html`
      <header>
        ${key(model, true)}
        <h2><span class="long">${modelLabel(model)}</span><span class="short">${modelBrief(model)}</span></h2>
        ${model === "truth" ? nothing : html`<span class="tag model-${model}">${this.problem ? nothing : html`<span class="word">energy</span>`} ${this.problem ? "stopped" : energyTag(rollout)}</span>`}
      </header>
      <hnn-body .scene=${scene} .model=${model} .frames=${frames} .playhead=${playhead}></hnn-body>
      <div class="plane">
        <hnn-plane .scene=${scene} .model=${model} .frames=${frames} .playhead=${playhead}></hnn-plane>
        ${this.problem ? html`<p class="stopped" role="status">${this.problem}</p>` : nothing}
      </div>
      <footer>${rollout?.note ? html`<span class="note">${rollout.note}</span>` : this.caption()}</footer>
    `;
  }

  /** What the colours of the plane mean. */
  private caption(): string {
    if (this.model === "truth") {
      const { hasEnergy, formula } = this.scene.system;
      return hasEnergy ? `${formula}; dots: training data` : "Dots: training data";
    }
    if (!hasField(this.scene.system)) return "Filled: body 1; outlined: body 2";
    const { hamiltonian, hasEnergy } = learnerInfo(this.model);
    if (hamiltonian) return "Contours of the learned energy";
    return hasEnergy
      ? "Contours of the learned energy"
      : "Divergence of the field: blue shrinks, orange grows";
  }
}
