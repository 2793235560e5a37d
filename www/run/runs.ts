// The present run, and the previous one while it can be brought back. Holds what applies to all runs: the module, workers and clocks.
import { learnersOf } from "../experiment/catalog";
import type { Experiment, Settings } from "../experiment/experiment";
import { Aborted } from "../workers/abort";
import { compileModule } from "../workers/handle";
import type { EvaluationView } from "./evaluation";
import { Numerics } from "./numerics";
import { Run, type RunEvents } from "./run";
import { RunWorkers } from "./run-workers";

export interface RunsEvents extends RunEvents {
  /** Settings can be checked again, after the instance that checks them failed. */
  restarted(): void;
}

/** What the runs share once the module is loaded. */
interface Loaded {
  module: WebAssembly.Module;
  numerics: Numerics;
  workers: RunWorkers;
}

export class Runs {
  present: Run | null = null;
  private parked: Run | null = null;
  private loaded: Loaded | null = null;
  private readonly life = new AbortController();
  /** Number of runs so far. A run that was brought back doesn't count again. */
  private count = 0;
  private held = false;
  private unseen = false;
  private pace = 0;

  constructor(
    /** Whether the module reads formulas. */
    readonly readsFormulas: boolean,
    private readonly events: RunsEvents,
  ) {}

  /** Loads the module, with formulas if they are needed. Throws StartFailure; Aborted if it is closed meanwhile. */
  async open(): Promise<void> {
    const { signal } = this.life;
    const { notice, restarted } = this.events;
    const module = await compileModule(this.readsFormulas, signal);
    const numerics = new Numerics(module, (failure) => {
      if (failure !== null) notice(`Settings can’t be checked any more (${failure}). Reload the page.`);
      restarted();
    });
    await numerics.start();
    if (signal.aborted) throw new Aborted();
    this.loaded = { module, numerics, workers: new RunWorkers(module, notice, signal) };
  }

  /** The module, compiled once and shared by all workers; null until it is loaded. */
  get module(): WebAssembly.Module | null {
    return this.loaded?.module ?? null;
  }

  /** Answers queries that need no run; null until the module is loaded. */
  get numerics(): Numerics | null {
    return this.loaded?.numerics ?? null;
  }

  /** Starts a run. The previous run ends, or is parked if `keep` is set. */
  begin(experiment: Experiment, view: EvaluationView, playing: boolean, keep: boolean): void {
    if (!this.loaded) throw new Error("The numerics are not loaded yet.");
    const { workers } = this.loaded;
    this.forgetParked();
    if (keep) this.parked = this.present;
    if (keep) this.present?.park();
    else this.present?.end();
    const parkedLearners = this.parked?.training.learners ?? [];
    workers.keepTrainers([...learnersOf(experiment.settings), ...parkedLearners]);
    this.count += 1;
    const run = new Run(this.count, experiment, view, this.parked, workers, this.events);
    run.training.playing = playing;
    this.show(run);
    run.start();
  }

  /** Replaces the present run by the parked one. Fails if a worker lost it ("lost") or if another run has started ("late"). */
  async restore(settings: Settings, view: EvaluationView): Promise<"restored" | "lost" | "late"> {
    const { parked } = this;
    try {
      const weights = await parked?.training.parkedWeights();
      if (!parked || !weights) {
        this.forgetParked();
        return "lost";
      }
      this.parked = null;
      this.present?.end();
      this.show(parked);
      parked.resume(settings, view, weights);
      return "restored";
    } catch (error) {
      if (error instanceof Aborted) return "late";
      throw error;
    }
  }

  /** Discards the parked run. */
  forgetParked(): void {
    this.parked?.end();
    this.parked = null;
  }

  /** Suspends training without changing whether it plays. */
  hold(held: boolean): void {
    this.held = held;
    this.applyControls();
  }

  /** While the page isn't visible, only explicitly requested steps are trained. */
  setUnseen(unseen: boolean): void {
    this.unseen = unseen;
    this.applyControls();
  }

  /** Limits the training steps per second; 0 for no limit. */
  setPace(stepsPerSecond: number): void {
    this.pace = stepsPerSecond;
    this.applyControls();
  }

  close(): void {
    this.present?.end();
    this.present = null;
    this.forgetParked();
    this.life.abort();
  }

  private show(run: Run): void {
    this.present = run;
    this.applyControls();
  }

  /** Applies what holds for all runs to the present one. */
  private applyControls(): void {
    const training = this.present?.training;
    if (!training) return;
    training.held = this.held;
    training.unseen = this.unseen;
    training.setPace(this.pace);
    training.nudge();
  }
}
