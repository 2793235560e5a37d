// <hnn-strips>: the "Over time" tab: a quantity over time, the loss over training steps, and the run's numbers.
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import {
  catalog,
  coordinateUnit,
  energyUnit,
  learnerInfo,
  modelShort,
  modelTag,
} from "../../experiment/catalog";
import type { Settings } from "../../experiment/experiment";
import type { Pin } from "../../experiment/pins";
import { STRIPS, type StripKind, type View } from "../../experiment/view";
import type { FrameLoop } from "../../render/frame-loop";
import { pinnedLossCurves, pinnedTimeCurves } from "../../render/pinned-curves";
import { axisOf, timeStrip } from "../../render/plot/quantities";
import { lossStrip, nearestRow, type Strip } from "../../render/plot/strips";
import type { Scene } from "../../render/scene";
import type { Training } from "../../run/training";
import { count } from "../../text/format";
import { customElement } from "../shared/define";
import { type Entry, valueAt } from "./legend";
import { StepCursor, type StripCursor } from "./strip-cursor";
import "./legend";
import "./numbers";
import { modelClasses, shared } from "../shared/shared.styles";
import "./strip";
import { emit } from "../shared/emit";
import { tabAfter } from "../shared/tab-keys";
import { stripsStyles } from "./strips.styles";

const TRUTH = "truth";
const stepText = (step: number) => `step ${count(step)}`;
const timeText = (t: number) => `${t.toFixed(2)}\u202fs`;

@customElement("hnn-strips")
export class HnnStrips extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) learners: string[] = [];
  @property({ attribute: false }) training: Training | null = null;
  /** The losses are appended in place; a new step signals the change. */
  @property({ type: Number }) step = 0;
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) pins: readonly Pin[] = [];
  @property() quantity: StripKind = "energy";
  @property({ attribute: false }) frames!: FrameLoop;
  @property({ attribute: false }) cursor!: StripCursor;
  /** Describes the energy changes for screen readers. */
  @property() summary = "";

  @query('[role="tablist"]') private tabs!: HTMLElement;
  private time!: Strip;
  private loss!: Strip;
  private timeEntries: Entry[] = [];
  private lossEntries: Entry[] = [];
  private readonly stepCursor = new StepCursor();

  static override styles = [shared, modelClasses, stripsStyles];

  override willUpdate(changed: PropertyValues<this>): void {
    const { scene, learners, training, settings, quantity, pins } = this;
    const models = [TRUTH, ...learners];
    const before = changed.get("scene");
    const inputsChanged = changed.has("learners") || changed.has("pins") || changed.has("settings");
    if (!this.time || inputsChanged || before?.rollouts !== scene.rollouts || changed.has("quantity")) {
      const pinnedCurves = pinnedTimeCurves(pins, quantity, settings);
      this.time = timeStrip(
        quantity,
        scene.rollouts,
        models,
        scene.system,
        Number(settings.horizon),
        pinnedCurves,
      );
    }
    if (!this.loss || inputsChanged || changed.has("step") || changed.has("training")) {
      const losses = [...(training?.states ?? [])].map(([id, state]) => [id, state.losses] as const);
      this.loss = lossStrip(
        new Map(losses),
        learners,
        Number(settings.steps),
        pinnedLossCurves(pins, settings),
      );
    }
    if (this.timeEntries.length === 0 || changed.has("learners") || changed.has("quantity")) {
      const shown = quantity === "error" ? learners : models;
      this.timeEntries = shown.map((model, i) => ({
        model,
        column: i + 1,
        ...(quantity === "learned" && !this.hasOwn(model) && { words: "has no H" }),
      }));
      this.lossEntries = learners.map((model, i) => ({ model, lesser: 2 * i + 1, column: 2 * i + 2 }));
    }
  }

  override render() {
    const { scene, frames, cursor, quantity } = this;
    return html`<div class="strips ${this.learners.length > 2 ? "many" : ""}">
      <section>
        <div class="head">
          <h2 class="visually-hidden">Motion over time</h2>
          <div role="tablist" aria-label="Quantity over time" @keydown=${this.key}>
            ${STRIPS.map(
              (kind) => html`<button
                id=${kind}
                role="tab"
                aria-selected=${quantity === kind}
                aria-controls="quantity"
                tabindex=${quantity === kind ? 0 : -1}
                title=${this.meaning(kind)}
                @click=${() => this.setView({ strip: kind })}
              ><span>${this.label(kind)}</span></button>`,
            )}
          </div>
          <small class=${quantity}>${this.inUnit(quantity)}</small>
        </div>
        <hnn-legend .entries=${this.timeEntries} .strip=${this.time} .cursor=${cursor} .frames=${frames} .place=${timeText}></hnn-legend>
        <div id="quantity" class="panel" role="tabpanel" aria-labelledby=${quantity}>
          <hnn-strip
            .strip=${this.time}
            .colours=${scene.colours}
            .frames=${frames}
            .cursor=${cursor}
            .reading=${this.reading}
            handle="Time on the plot"
            summary="${this.meaning(quantity)} over time, of ${this.named(this.timeEntries)}.${this.pinnedNamed(this.time)} ${quantity === "energy" ? this.summary : ""}"
          ></hnn-strip>
          ${quantity === "learned" ? this.noEnergyNote() : nothing}
        </div>
      </section>
      <section>
        <div class="head"><h2>Loss</h2><small>thin: train, bold: test${this.testSet}</small></div>
        <hnn-legend
          brief
          .entries=${this.lossEntries}
          .strip=${this.loss}
          .cursor=${this.stepCursor}
          .frames=${frames}
          .place=${stepText}
        ></hnn-legend>
        <div class="panel">
          <hnn-strip
            .strip=${this.loss}
            .colours=${scene.colours}
            .frames=${frames}
            .cursor=${this.stepCursor}
            .reading=${this.lossReading}
            handle="Training step on the loss plot"
            summary="Training and test loss${this.testSet} by step on a logarithmic axis, of ${this.named(this.lossEntries)}.${this.pinnedNamed(this.loss)}"
          ></hnn-strip>
        </div>
      </section>
      <hnn-numbers .scene=${scene} .learners=${this.learners} .training=${this.training}></hnn-numbers>
    </div>`;
  }

  /** Large test sets are measured on a subset: for two bodies, the full set would take most of the training time. */
  private get testSet(): string {
    const { trajectories, samples } = this.settings;
    return Number(trajectories) * Number(samples) > catalog.recordedRows
      ? ` on at most ${count(catalog.recordedRows)} states`
      : "";
  }

  private hasOwn(model: string): boolean {
    return model === TRUTH || learnerInfo(model).hasEnergy;
  }

  private coordinate(kind: "q" | "p") {
    return this.scene.system.coordinates[axisOf(kind, this.scene.system)];
  }

  private label(kind: StripKind) {
    switch (kind) {
      case "energy":
        return html`Energy <i>H</i>`;
      case "learned":
        return html`Learned <i>H</i><sub>θ</sub>`;
      case "error":
        return "Error";
      default:
        return html`<i>${this.coordinate(kind)?.symbol}</i>(<i>t</i>)`;
    }
  }

  private meaning(kind: StripKind): string {
    switch (kind) {
      case "energy":
        return "True energy H";
      case "learned":
        return "The energy that each network has learned, along its own path";
      case "error":
        return "Distance from the true state at the same time, in units of the motion’s own spread";
      default:
        return `${this.coordinate(kind)?.symbol}: ${this.coordinate(kind)?.label}`;
    }
  }

  /** "in m"; nothing without a unit. */
  private inUnit(kind: StripKind): string {
    const unit = this.unit(kind);
    return unit ? `in ${unit}` : "";
  }

  private unit(kind: StripKind): string {
    if (kind === "error") return "units of the motion’s spread";
    const { system } = this.scene;
    return kind === "q" || kind === "p"
      ? coordinateUnit(system, this.coordinate(kind)?.unit)
      : energyUnit(system);
  }

  private named(entries: Entry[]): string {
    return entries.map(({ model }) => modelTag(model)).join(", ");
  }

  private pinnedNamed({ series }: Strip): string {
    const letters = [...new Set(series.flatMap(({ pin }) => pin ?? []))];
    return letters.length > 0 ? ` Thin: pinned runs ${letters.join(", ")}.` : "";
  }

  /** A note for when no network has an H. */
  private noEnergyNote() {
    const { learners } = this;
    if (learners.length === 0 || learners.some((learner) => this.hasOwn(learner))) return nothing;
    const names = learners.map(modelShort).join(" nor ");
    const verb = learners.length > 1 ? `Neither ${names} has` : `${names} has no`;
    const sentence = learners.length > 1 ? `${verb} an H of its own` : `${verb} H of its own`;
    return html`<p class="none">
      ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}, so there is no learned energy to conserve. The line is the true H.
    </p>`;
  }

  /** For screen readers: the values at a time. */
  private readonly reading = (time: number): string => {
    const row = nearestRow(this.time, time);
    const values = this.timeEntries.map(({ model, column, words }) =>
      row === null ? "" : `${modelTag(model)} ${words ?? valueAt(this.time, column, row)}`,
    );
    return `${time.toFixed(2)} seconds: ${values.join(", ")}`;
  };

  private readonly lossReading = (step: number): string => {
    const row = nearestRow(this.loss, step);
    if (row === null) return "no loss yet";
    const read = (column: number) => valueAt(this.loss, column, row);
    const values = this.lossEntries.map(
      ({ model, column, lesser = column }) =>
        `${modelTag(model)} test ${read(column)}, train ${read(lesser)}`,
    );
    return `${stepText(Number(this.loss.columns[0]?.[row] ?? step))}: ${values.join("; ")}`;
  };

  private setView(patch: Partial<View>): void {
    emit(this, "view", patch);
  }

  private key(event: KeyboardEvent): void {
    const next = tabAfter(event, STRIPS);
    if (!next) return;
    this.setView({ strip: next });
    this.tabs.querySelector<HTMLElement>(`#${next}`)?.focus();
  }
}
