// The page's side of the trainers and the inspector: starts them, numbers the runs, drops late results, replaces lost workers.
import type { Remote } from "comlink";
import { platform } from "#platform";
import type { Change, Checked, ReadRecord, Rollouts } from "../../pkg/hnn_playground";
import { learnersOf } from "../experiment/catalog";
import type { Experiment, Settings } from "../experiment/experiment";
import type { Comparison } from "../render/plot/comparison";
import type { Point } from "../render/plot/viewport";
import type { Probe } from "../render/pointer";
import type { Coverage, Layer } from "../render/scene";
import { compileModule, PATIENCE, WorkerHandle, WorkerLost } from "../workers/handle";
import type { Answer, InspectorApi, MeasuredDrift, TrainerApi } from "../workers/protocol";
import { type Begun, Evaluation, type EvaluationView } from "./evaluation";
import { RunData } from "./run-data";
import { Training } from "./training";

const newTrainer = () => platform.newWorker("trainer");
const newInspector = () => platform.newWorker("inspector");

export interface RunEvents {
  progress(): void;
  started(started: Begun): void;
  rollouts(rollouts: Rollouts, comparison: Comparison | null, bestPace: number | null): void;
  layer(layer: Layer): void;
  coverage(coverage: Coverage): void;
  probe(probe: Probe): void;
  drift(drift: MeasuredDrift): void;
  /** A problem was handled. `sentence` is for the visitor. */
  notice(sentence: string): void;
}

export class RunClient {
  training: Training | null = null;
  /** The previous run, while it can be brought back. */
  private parked: Training | null = null;
  private evaluation: Evaluation | null = null;
  /** Compiled once and shared by all workers; null until it is loaded. */
  module: WebAssembly.Module | null = null;
  private inspector: WorkerHandle<InspectorApi> | null = null;
  private readonly trainers = new Map<string, WorkerHandle<TrainerApi>>();
  private run = 0;
  /** Number of runs so far. A run that was brought back doesn't count again. */
  private runs = 0;
  private held = false;
  private unseen = false;
  private pace = 0;

  constructor(private readonly events: RunEvents) {}

  /** Compiles the module. Throws StartFailure. */
  async open(): Promise<void> {
    this.module = await compileModule();
  }

  /** Validates settings in Rust: returns complete settings, and a problem for each refused value. */
  check(input: Settings): Promise<Checked> {
    return this.ask((api) => api.check(input) as Promise<Checked>);
  }

  /** Parses a run record in Rust; rejects with the reason if it is invalid. */
  read(json: string): Promise<ReadRecord> {
    return this.ask((api) => api.read(json) as Promise<ReadRecord>);
  }

  /** Calls the inspector without a run. If it is lost, retries on a new one, on which `Evaluation` then restarts its run. */
  private async ask<Result>(question: (api: Remote<InspectorApi>) => Promise<Result>): Promise<Result> {
    try {
      return await this.inspectorHandle().ask(question);
    } catch (error) {
      if (!(error instanceof WorkerLost) || !this.module) throw error;
      return this.inspectorHandle().ask(question);
    }
  }

  /** Starts a run. The previous run ends, or is parked if `keep` is set. */
  begin(experiment: Experiment, view: EvaluationView, playing: boolean, keep: boolean): void {
    this.forgetParked();
    if (keep) this.parked = this.training;
    if (keep) this.training?.park();
    else this.training?.close();
    this.runs += 1;
    this.run = this.runs;
    const { settings, log } = experiment;
    const learners = learnersOf(settings);
    for (const [learner, worker] of this.trainers) {
      const used = learners.includes(learner) || this.parked?.learners.includes(learner);
      if (used && !worker.lost) continue;
      worker.close();
      this.trainers.delete(learner);
    }
    const data = new RunData(settings, () => learners.map((learner) => this.trainerHandle(learner, false)));
    this.observe(settings, data, view, learners);
    const { events } = this;
    this.training = new Training(
      this.run,
      settings,
      data,
      learners,
      log,
      this.parked?.run ?? null,
      (learner, renew) => this.trainerHandle(learner, renew),
      {
        weights: this.current((learner: string, weights: Uint8Array) =>
          this.evaluation?.weights(learner, weights),
        ),
        progress: this.current(() => {
          this.evaluation?.progress();
          events.progress();
        }),
        notice: this.current(events.notice),
      },
    );
    this.training.playing = playing;
    this.training.budget = Number(settings.steps);
    this.applyControls();
    this.training.drive().catch(
      this.current((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        events.notice(`Training stopped because of an error: ${reason}. Reset starts it again.`);
      }),
    );
  }

  /** Replaces the current run by the parked one. Fails if a worker lost it ("lost") or if another run has started ("late"). */
  async restore(settings: Settings, view: EvaluationView): Promise<"restored" | "lost" | "late"> {
    const { parked, runs } = this;
    this.parked = null;
    const weights = await parked?.parkedWeights();
    if (!parked || !weights || runs !== this.runs) {
      parked?.close();
      return runs === this.runs ? "lost" : "late";
    }
    this.training?.close();
    this.training = parked;
    this.run = parked.run;
    this.observe(settings, parked.data, view, parked.learners);
    for (const [learner, bytes] of weights) this.evaluation?.weights(learner, bytes);
    this.applyControls();
    parked.resume();
    return "restored";
  }

  /** Discards the parked run. */
  forgetParked(): void {
    this.parked?.close();
    this.parked = null;
  }

  private observe(settings: Settings, data: RunData, view: EvaluationView, learners: string[]): void {
    this.evaluation?.close();
    const { events } = this;
    const running = () => this.training?.running ?? false;
    this.evaluation = new Evaluation(
      this.run,
      settings,
      data,
      view,
      learners,
      running,
      () => this.inspectorHandle(),
      {
        started: this.current(events.started),
        rollouts: this.current(events.rollouts),
        layer: this.current(events.layer),
        coverage: this.current(events.coverage),
        probe: this.current(events.probe),
        drift: this.current(events.drift),
        notice: this.current(events.notice),
      },
    );
  }

  /** Wraps a listener so that it ignores events of earlier runs. */
  private current<Args extends unknown[]>(listener: (...args: Args) => void): (...args: Args) => void {
    const { run } = this;
    return (...args) => {
      if (run === this.run) listener(...args);
    };
  }

  /** Applies the settings that hold for all runs to the current training. */
  private applyControls(): void {
    if (!this.training) return;
    this.training.held = this.held;
    this.training.unseen = this.unseen;
    this.training.setPace(this.pace);
  }

  /** Schedules a live change; returns it with the step at which it takes effect. */
  change(key: string, value: Change["value"]): Change | null {
    if (!this.training) return null;
    const change = { step: this.training.nextStep, key, value };
    this.training.schedule(change);
    return change;
  }

  roll(settings: Settings): void {
    this.evaluation?.roll(settings);
  }

  setView(view: EvaluationView): void {
    this.evaluation?.setView(view);
  }

  probe(point: Point): void {
    this.evaluation?.probe(point);
  }

  async momenta(positions: number[], velocities: number[]): Promise<number[] | null> {
    return (await this.evaluation?.momenta(positions, velocities)) ?? null;
  }

  /** Rollouts, comparison, fields and maps for an exported picture; null if there are none yet. */
  picture(dark: boolean, mapCells: number): Promise<Answer | null> {
    return this.evaluation?.picture(dark, mapCells) ?? Promise.resolve(null);
  }

  /** Suspends training without changing whether it plays. */
  hold(held: boolean): void {
    this.held = held;
    if (!this.training) return;
    this.training.held = held;
    this.training.nudge();
  }

  /** While the page isn't visible, only explicitly requested steps are trained. */
  setUnseen(unseen: boolean): void {
    this.unseen = unseen;
    if (!this.training) return;
    this.training.unseen = unseen;
    this.training.nudge();
  }

  /** Limits the training steps per second, for this run and later ones; 0 for no limit. */
  setPace(stepsPerSecond: number): void {
    this.pace = stepsPerSecond;
    this.training?.setPace(stepsPerSecond);
  }

  get settled(): boolean {
    return this.evaluation?.settled ?? false;
  }

  close(): void {
    this.runs += 1;
    this.run = this.runs;
    this.training?.close();
    this.forgetParked();
    this.evaluation?.close();
    this.inspector?.close();
    // After this, no worker is replaced.
    this.module = null;
    for (const worker of this.trainers.values()) worker.close();
    this.trainers.clear();
  }

  private inspectorHandle(): WorkerHandle<InspectorApi> {
    if (!this.module) throw new Error("The numerics are not loaded yet.");
    const lost = this.inspector?.lost;
    if (lost) {
      this.events.notice(
        `The worker that computes rollouts and fields was lost (${lost.message}) and has been replaced.`,
      );
    }
    if (!this.inspector || lost) {
      this.inspector = new WorkerHandle(newInspector, this.module, PATIENCE.rollouts);
    }
    return this.inspector;
  }

  /** A learner's worker, even if it is lost; `renew` replaces it. */
  private trainerHandle(learner: string, renew: boolean): WorkerHandle<TrainerApi> {
    if (!this.module) throw new Error("The numerics are not loaded yet.");
    let worker = this.trainers.get(learner);
    if (!worker || renew) {
      worker?.close();
      worker = new WorkerHandle(newTrainer, this.module, PATIENCE.training);
      this.trainers.set(learner, worker);
    }
    return worker;
  }
}
