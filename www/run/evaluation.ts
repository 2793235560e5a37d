// Queries the inspector for rollouts, fields and maps: one question at a time, always with the latest weights.
// Longer than 400 lines: what is stale, unsent and due together decides the next question.
import type { Rollouts } from "../../pkg/hnn_playground";
import { systemInfo } from "../experiment/catalog";
import { differing, type Settings } from "../experiment/experiment";
import type { MapKind } from "../experiment/view";
import { BEAT_MS } from "../render/frame-loop";
import type { Coverage, PlaneField } from "../render/layers/layer";
import type { Comparison } from "../render/plot/comparison";
import { sizes } from "../render/plot/theme";
import type { Point, Viewport } from "../render/plot/viewport";
import type { Probe } from "../render/pointer";
import { hasField } from "../render/scene";
import { Aborted, unlessAborted } from "../workers/abort";
import { type WorkerHandle, WorkerLost } from "../workers/handle";
import type {
  Answer,
  FieldQuestion,
  InspectorApi,
  MeasuredDrift,
  Question,
  Started,
} from "../workers/protocol";
import { quantityOf } from "./map-quantity";
import type { RunData } from "./run-data";

export interface EvaluationEvents {
  started(started: Begun): void;
  rollouts(rollouts: Rollouts, comparison: Comparison | null, bestPace: number | null): void;
  field(field: PlaneField): void;
  coverage(coverage: Coverage): void;
  probe(probe: Probe): void;
  drift(drift: MeasuredDrift): void;
  /** A problem was handled. `sentence` is for the visitor. */
  notice(sentence: string): void;
}

/** A run's properties before training. */
export interface Begun extends Started {
  /** The training states, (n, 2·dof) row-major. */
  samples: Float32Array;
}

/** The part of the view that determines what is computed. */
export interface EvaluationView {
  viewport: Viewport;
  map: MapKind;
  compare: boolean;
}

/** During training, shortest interval between two fields of a model. It leaves the cores to the learners. */
const FIELD_MS = 260;
/** The same while the initial state is dragged, when rollouts take precedence. */
const MOVING_FIELD_MS = 500;

/** Pause before a lost inspector is replaced; doubles with each one lost in a row. */
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Longest wait for rollouts whose settings have changed since they were requested. Dragging a slider shows shorter ones meanwhile. */
const OUTDATED_MS = 1000;

/** A longer measurement means that the clock was set. */
const MAX_DRIFT_TIME_MS = 60_000;

/** During training, shortest interval between two measurements of the drift by start, and their largest share of the time. */
const DRIFT_MS = 3000;
const DRIFT_SHARE = 1 / 40;
/** Largest product of weights and evaluations per rollout for which the drift by start (30 rollouts) is measured: a few seconds. */
const DRIFT_WORK = 5e7;

const TRUTH = "truth";

export class Evaluation {
  private readonly latest = new Map<string, Uint8Array>();
  private readonly unsent = new Set<string>();
  private readonly staleFields = new Set<string>();
  private readonly staleDrifts = new Set<string>();
  private staleRollouts = true;
  private unsentSettings = false;
  private staleCoverage = false;
  /** A point still to be probed. */
  private point: Point | null = null;
  private urgent = true;
  private busy = true;
  /** Ends the wait for the question that the inspector computes. */
  private asked = new AbortController();
  private rolledOutAt = 0;
  private fieldAt = 0;
  private driftedAt = performance.now();
  private driftTook = 0;
  /** Field evaluations per rollout, by learner. */
  private readonly evaluations = new Map<string, number>();
  private timer = 0;
  /** Inspectors lost in a row. */
  private lostInARow = 0;
  /** Whether the inspector has started this run. */
  private started = false;
  /** Settles when a lost inspector has been replaced. */
  private recovery: Promise<void> | null = null;

  constructor(
    readonly run: number,
    private settings: Settings,
    private readonly data: RunData,
    private view: EvaluationView,
    private readonly learners: string[],
    /** Whether training is running, so that new weights will follow. */
    private readonly training: () => boolean,
    private readonly worker: () => Promise<WorkerHandle<InspectorApi>>,
    private readonly events: EvaluationEvents,
    /** Ends the evaluation: nothing is reported afterwards. */
    private readonly signal: AbortSignal,
  ) {
    this.staleField(TRUTH);
    signal.addEventListener("abort", () => {
      clearTimeout(this.timer);
      this.asked.abort();
    });
    this.inBackground(this.begin());
  }

  /** Whether everything shown reflects the latest weights and settings. */
  get settled(): boolean {
    const fresh =
      !this.staleRollouts &&
      this.staleFields.size === 0 &&
      this.staleDrifts.size === 0 &&
      !this.staleCoverage;
    return !this.busy && fresh && !this.unsentSettings;
  }

  weights(learner: string, weights: Uint8Array): void {
    this.latest.set(learner, weights);
    this.unsent.add(learner);
    this.staleDrifts.add(learner);
    this.staleRollouts = true;
    this.staleField(learner);
    this.schedule();
  }

  /** Training advanced or paused. */
  progress(): void {
    this.schedule();
  }

  /** New settings for the rollouts, computed at once. */
  roll(settings: Settings): void {
    // The drift by start does not depend on the initial state.
    const same = differing(this.settings, settings).every((key) => key === "start");
    if (!same) {
      for (const learner of this.latest.keys()) this.staleDrifts.add(learner);
      const { asked } = this;
      setTimeout(() => asked.abort(), OUTDATED_MS);
    }
    this.settings = settings;
    this.unsentSettings = true;
    this.staleRollouts = true;
    this.urgent = true;
    this.schedule();
  }

  setView(look: EvaluationView): void {
    if (look.compare && !this.view.compare) {
      this.staleRollouts = true;
      this.urgent = true;
    }
    const { viewport, map } = this.view;
    this.view = look;
    const moved = look.viewport !== viewport;
    if (moved) this.staleCoverage = hasField(systemInfo(this.settings.system));
    if (moved || look.map !== map) {
      for (const model of [TRUTH, ...this.latest.keys()]) this.staleField(model);
      this.fieldAt = 0;
    }
    this.schedule();
  }

  /** Probes all models at a point. A newer point replaces one still waiting. */
  probe(point: Point): void {
    this.point = point;
    this.schedule();
  }

  /** Recomputes everything shown, in the resolution of an exported picture. */
  async picture(mapCells: number): Promise<Answer | null> {
    const models = hasField(systemInfo(this.settings.system)) ? [TRUTH, ...this.latest.keys()] : [];
    const question: Question = {
      settings: null,
      weights: {},
      rollouts: [...this.latest.keys()],
      compare: true,
      fields: models.map((model) => ({ ...this.fieldQuestion(model), mapCells })),
      coverage: models.length > 0 ? { viewport: this.view.viewport, mapCells } : null,
      probe: null,
      driftOf: null,
    };
    return (await this.answerTo(question, this.signal)) ?? null;
  }

  private staleField(model: string): void {
    if (!hasField(systemInfo(this.settings.system))) return;
    this.staleFields.add(model);
    if (model === TRUTH) this.staleCoverage = true;
  }

  private async begin(): Promise<void> {
    this.busy = true;
    const started = await this.ask((worker) => this.start(worker));
    this.busy = false;
    this.onStarted(started);
    this.schedule();
  }

  private schedule(): void {
    if (this.busy || this.recovery || !this.started || this.signal.aborted) return;
    const now = performance.now();
    // Do not wait because the clock was set back.
    this.rolledOutAt = Math.min(this.rolledOutAt, now);
    this.fieldAt = Math.min(this.fieldAt, now);
    this.driftedAt = Math.min(this.driftedAt, now);
    const rollAt = !this.staleRollouts
      ? Number.POSITIVE_INFINITY
      : this.urgent
        ? now
        : this.rolledOutAt + BEAT_MS;
    // The learners share the interval, one field at a time, which keeps each answer short.
    const nextFieldAt =
      this.staleFields.size === 0
        ? Number.POSITIVE_INFINITY
        : this.staleRollouts && this.urgent
          ? this.fieldAt + MOVING_FIELD_MS
          : this.staleFields.has(TRUTH)
            ? now
            : this.fieldAt + FIELD_MS / this.learners.length;
    const next = this.point || this.staleCoverage ? now : Math.min(rollAt, nextFieldAt);
    const driftAt = this.driftAt(rollAt);
    clearTimeout(this.timer);
    if (next <= now) this.inBackground(this.observe(rollAt <= now, nextFieldAt <= now, false));
    else if (driftAt <= now) this.inBackground(this.observe(false, false, true));
    else if (Math.min(next, driftAt) < Number.POSITIVE_INFINITY) {
      this.timer = setTimeout(() => this.schedule(), Math.min(next, driftAt) - now) as unknown as number;
    }
  }

  /** When the next drift by start is due: after everything else, once a rollout has shown its cost. */
  private driftAt(rollAt: number): number {
    for (const learner of this.staleDrifts) {
      const weights = (this.latest.get(learner)?.byteLength ?? 0) / Float32Array.BYTES_PER_ELEMENT;
      if (weights * (this.evaluations.get(learner) ?? 0) > DRIFT_WORK) this.staleDrifts.delete(learner);
    }
    const [learner] = this.staleDrifts;
    const awaited = this.staleRollouts && (this.urgent || !this.evaluations.has(learner ?? ""));
    if (learner === undefined || (awaited && rollAt < Number.POSITIVE_INFINITY))
      return Number.POSITIVE_INFINITY;
    if (!this.training()) return Number.NEGATIVE_INFINITY;
    return this.driftedAt + Math.max(DRIFT_MS, this.driftTook / DRIFT_SHARE);
  }

  private async observe(roll: boolean, field: boolean, drift: boolean): Promise<void> {
    this.busy = true;
    const [model] = field ? this.staleFields : [];
    const [learner] = drift ? this.staleDrifts : [];
    const question = this.question(roll, model ?? null, learner ?? null);
    const began = performance.now();
    this.asked = new AbortController();
    const answer = await this.answerTo(question, this.asked.signal).catch((error: unknown) => {
      if (this.signal.aborted || !(error instanceof Aborted)) throw error;
      this.markAllStale();
      this.unsentSettings = true;
      return undefined;
    });
    this.busy = false;
    if (answer === null) {
      // A replaced inspector has not started the run.
      await this.recover(false);
      return;
    }
    if (answer?.rollouts) {
      for (const [each, { evaluations }] of Object.entries(answer.rollouts.models)) {
        this.evaluations.set(each, evaluations);
      }
      this.events.rollouts(answer.rollouts, answer.comparison, answer.bestPace);
    }
    for (const each of answer?.fields ?? []) this.events.field(each);
    if (answer?.coverage) this.events.coverage(answer.coverage);
    if (answer?.probe) this.events.probe(answer.probe);
    if (answer?.drift) {
      this.driftedAt = performance.now();
      // Ignore the measurement if the clock was set meanwhile.
      const took = this.driftedAt - began;
      if (took < MAX_DRIFT_TIME_MS) this.driftTook = took;
      this.events.drift(answer.drift);
    }
    this.schedule();
  }

  /** Marks everything as unsent and stale. */
  private markAllStale(): void {
    for (const learner of this.latest.keys()) {
      this.unsent.add(learner);
      this.staleDrifts.add(learner);
      this.staleField(learner);
    }
    this.staleField(TRUTH);
    this.staleRollouts = true;
  }

  /** Builds the next question and marks its parts as fresh. */
  private question(roll: boolean, model: string | null, driftOf: string | null): Question {
    const weights: Record<string, Uint8Array> = {};
    for (const learner of this.unsent) weights[learner] = this.latest.get(learner) as Uint8Array;
    this.unsent.clear();
    const question: Question = {
      settings: this.unsentSettings ? this.settings : null,
      weights,
      rollouts: roll ? [...this.latest.keys()] : null,
      compare: roll && this.view.compare,
      fields: model === null ? [] : [this.fieldQuestion(model)],
      coverage: this.staleCoverage ? { viewport: this.view.viewport, mapCells: sizes.mapCells } : null,
      probe: this.point,
      driftOf,
    };
    this.unsentSettings = false;
    this.staleCoverage = false;
    this.point = null;
    const now = performance.now();
    if (roll) {
      this.staleRollouts = false;
      this.urgent = false;
      this.rolledOutAt = now;
    }
    if (driftOf !== null) this.staleDrifts.delete(driftOf);
    if (model !== null) {
      // Learners take turns.
      this.staleFields.delete(model);
      this.fieldAt = now;
    }
    return question;
  }

  private fieldQuestion(model: string): FieldQuestion {
    const { viewport, map } = this.view;
    const { arrowCells, mapCells } = sizes;
    return { model, viewport, quantity: quantityOf(model, map), arrowCells, mapCells };
  }

  private answerTo(question: Question, signal: AbortSignal): Promise<Answer | null | undefined> {
    return this.ask((worker) =>
      worker.ask((api) => api.observe(this.run, question) as Promise<Answer | null>, signal),
    );
  }

  /** Queries the inspector. If it is lost, it is replaced, and the result is undefined. */
  private async ask<Result>(
    question: (worker: WorkerHandle<InspectorApi>) => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      await this.recovery;
      const answer = await question(await this.worker());
      this.lostInARow = 0;
      return answer;
    } catch (error) {
      if (error instanceof Aborted) throw error;
      if (error instanceof WorkerLost) await this.recover(true);
      else this.notice(error);
      return undefined;
    }
  }

  private notice(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.events.notice(`The rollouts could not be computed: ${reason}`);
  }

  /** Restarts the run on a new inspector. Questions that fail together share one recovery. */
  private recover(lost: boolean): Promise<void> {
    this.recovery ??= this.restart(lost).finally(() => {
      this.recovery = null;
      this.schedule();
    });
    return this.recovery;
  }

  private async restart(lost: boolean): Promise<void> {
    this.started = false;
    this.markAllStale();
    for (let again = lost; ; again = true) {
      if (again) {
        // Inspectors that fail immediately must not keep the page busy.
        const pause = Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** this.lostInARow);
        this.lostInARow += 1;
        await unlessAborted(new Promise((resolve) => setTimeout(resolve, pause)), this.signal);
      }
      try {
        this.onStarted(await this.start(await this.worker()));
        return;
      } catch (error) {
        if (error instanceof WorkerLost) continue;
        if (error instanceof Aborted) throw error;
        this.notice(error);
        return;
      }
    }
  }

  /** Starts the run in an inspector, unless it ends while the data are drawn: the inspector keeps the run that starts last. */
  private start(worker: WorkerHandle<InspectorApi>): Promise<Begun> {
    return worker.ask(async (api) => {
      const data = await unlessAborted(this.data.get(), this.signal);
      const { lossOfTrueLaw } = await api.start(this.run, this.settings, data);
      return { samples: Float32Array.from(data.train.x), lossOfTrueLaw };
    }, this.signal);
  }

  private onStarted(started: Begun | undefined): void {
    if (!started) return;
    this.started = true;
    this.events.started(started);
  }

  private inBackground(task: Promise<void>): void {
    task.catch((error: unknown) => {
      if (!(error instanceof Aborted)) throw error;
    });
  }
}
