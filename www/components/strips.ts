// <hnn-strips>: the time strips beneath the planes: energy along the motion, loss along the training.
import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { learnerInfo } from "../catalog";
import type { FrameLoop } from "../frame";
import type { Playhead } from "../playhead";
import { energyStrip, lossStrip, type Strip } from "../plot/strips";
import type { Scene } from "../scene";
import type { Training } from "../training";
import { key } from "./key";
import { modelClasses, shared } from "./shared";
import "./strip";

const TRUTH = "truth";

@customElement("hnn-strips")
export class HnnStrips extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) learners: string[] = [];
  @property({ attribute: false }) training: Training | null = null;
  /** The losses grow in place; the step tells that they have. */
  @property({ type: Number }) step = 0;
  @property({ type: Number }) steps = 0;
  @property({ type: Number }) horizon = 0;
  @property({ attribute: false }) frames!: FrameLoop;
  @property({ attribute: false }) playhead!: Playhead;
  /** What the energies say, in words. */
  @property() summary = "";

  private energy!: Strip;
  private loss!: Strip;

  static override styles = [
    shared,
    modelClasses,
    css`
      :host {
        display: block;
        container-type: inline-size;
        min-height: 0;
      }
      .strips {
        display: grid;
        grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr);
        gap: 10px;
        height: 100%;
        min-height: 0;
      }
      section {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-height: 0;
      }
      h2 {
        margin: 0;
        padding-left: 34px;
        font: 400 1.02rem/1.3 var(--serif);
      }
      small {
        margin-left: 0.4em;
        font: 400 0.84rem/1.3 var(--sans);
        color: var(--faint);
      }
      small span {
        margin-right: 0.8em;
        white-space: nowrap;
      }
      .key {
        width: 30px;
        height: 11px;
        margin-bottom: -1px;
      }
      @container (max-width: 620px) {
        .strips {
          grid-template-columns: minmax(0, 1fr);
          gap: 14px;
        }
        section {
          grid-template-rows: auto 160px;
        }
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    const { scene, learners, horizon, training, steps } = this;
    const before = changed.get("scene");
    if (
      !this.energy ||
      before?.rollouts !== scene.rollouts ||
      changed.has("learners") ||
      changed.has("horizon")
    ) {
      this.energy = energyStrip(scene.rollouts, [TRUTH, ...learners], horizon);
    }
    if (!this.loss || changed.has("step") || changed.has("steps") || changed.has("training")) {
      const losses = [...(training?.states ?? [])].map(([id, state]) => [id, state.losses] as const);
      this.loss = lossStrip(new Map(losses), learners, steps);
    }
  }

  override render() {
    const { scene, frames, learners } = this;
    return html`<div class="strips">
      <section>
        <h2>Energy <i>H</i> along the motion <small>in J, against time in s</small></h2>
        <hnn-strip
          .strip=${this.energy}
          .colours=${scene.colours}
          .frames=${frames}
          .playhead=${this.playhead}
          summary="Energy of the rollouts over time. ${this.summary}"
        ></hnn-strip>
      </section>
      <section>
        <h2>
          Loss
          <small>
            ${learners.map((learner) => html`<span>${key(learner)} ${learnerInfo(learner).short}</span>`)} thin:
            train, bold: test
          </small>
        </h2>
        <hnn-strip
          .strip=${this.loss}
          .colours=${scene.colours}
          .frames=${frames}
          summary="Training and test loss by step on a logarithmic axis."
        ></hnn-strip>
      </section>
    </div>`;
  }
}
