// Trains a run's learners in lock-step: each chunk ends at a common step, so that one log of changes holds for all.
// Longer than 400 lines: the loop, lost workers and aborted waits change the same state.
import type { Remote } from "comlink";
import type { Change, LossPoint } from "../../pkg/hnn_playground";
import { modelShort } from "../experiment/catalog";
import { logged, type Settings } from "../experiment/experiment";
import { Aborted, unlessAborted } from "../workers/abort";
import { type WorkerHandle, WorkerLost } from "../workers/handle";
import type { Loaded, Saved, Trained, TrainerApi, Weights } from "../workers/protocol";
import type { RunData } from "./run-data";

/** The state of one learner's training. The losses are the latest recorded ones; null before the first step. */
export interface LearnerState {
  step: number;
  trainLoss: number | null;
  testLoss: number | null;
  /** Standard error of the test loss; null unless the loss was measured at the current weights. */
  testError: number | null;
  losses: LossPoint[];
  problem: string | null;
  /** The file the weights were loaded from, and the step at which. */
  loaded: { name: string; step: number } | null;
}

const untrained = (): LearnerState => ({
  step: 0,
  trainLoss: null,
  testLoss: null,
  testError: null,
  losses: [],
  problem: null,
  loaded: null,
});

export interface TrainingEvents {
  weights(learner: string, weights: Uint8Array): void;
  /** The common step advanced, or training started or stopped. */
  progress(): void;
  notice(sentence: string): void;
}

/** Target duration of a chunk: short enough to stay responsive, long enough that messages cost little. */
const CHUNK_MS = 40;
const BUDGET_MS = 120;
const REPLACEMENTS = 2;
/** When training falls behind its pace limit, it makes up for at most this much time. */
const MAX_BEHIND_MS = 50;

export class Training {
  readonly states = new Map<string, LearnerState>();
  step = 0;
  /** Training plays up to this step. `stepFurther` goes beyond it. */
  budget = 0;
  playing = false;
  held = false;
  /** While the page isn't visible, only explicitly requested steps are trained. */
  unseen = false;
  private singleStepTarget = 0;
  private chunkEnd: number | null = null;
  private chunk = 1;
  private replacements = 0;
  /** Replacements of lost workers in progress, by learner. */
  private readonly recoveries = new Map<string, Promise<void>>();
  private upcoming: Change[] = [];
  /** Weights to load at the next common step. */
  private loads: (() => Promise<void>)[] = [];
  private wake = () => {};
  /** Whether `nudge` was called since the loop last checked for work. */
  private nudged = false;
  /** The state in which the loop last reported that training stopped. */
  private reportedState = "";
  /** Whether another run took its place; the learners keep their state. */
  private parked = false;
  /** Whether a worker lost the parked run. */
  private forgotten = false;
  /** Training time in ms. */
  spent = 0;
  private pace = 0;
  /** Earliest time for the next chunk under the pace limit. */
  private due = 0;
  private readonly timings: { at: number; step: number }[] = [];

  constructor(
    readonly run: number,
    private readonly settings: Settings,
    readonly data: RunData,
    readonly learners: string[],
    private log: Change[],
    /** The parked run, which the workers should keep. */
    private readonly parkedRun: number | null,
    private readonly workerOf: (learner: string, renew: boolean) => WorkerHandle<TrainerApi>,
    private readonly events: TrainingEvents,
    /** Ends the training: nothing is reported afterwards. */
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => {
      this.nudge();
      this.refuseLoads();
    });
    this.upcoming = log.filter((change) => change.step > 0);
    for (const learner of learners) this.states.set(learner, untrained());
  }

  /** Whether training advances: it plays, is visible, is within its budget and has a learner that can continue. */
  get running(): boolean {
    return this.playing && !this.held && !this.parked && this.target() !== null;
  }

  get finished(): boolean {
    return this.step >= this.budget;
  }

  get stopped(): boolean {
    return this.active().length === 0;
  }

  get stepsPerSecond(): number {
    const [first, last] = [this.timings[0], this.timings.at(-1)];
    if (!this.running || !first || !last || last.at <= first.at) return 0;
    return ((last.step - first.step) * 1000) / (last.at - first.at);
  }

  /** The step at which a change made now takes effect: no learner is past it. */
  get nextStep(): number {
    return this.chunkEnd ?? this.step;
  }

  /** Makes the loop check again for work, even if it is about to wait. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  /** Limits the steps per second; 0 for no limit. */
  setPace(stepsPerSecond: number): void {
    if (stepsPerSecond === this.pace) return;
    this.pace = stepsPerSecond;
    this.due = 0;
    this.timings.length = 0;
    this.nudge();
  }

  stepFurther(count: number): void {
    this.singleStepTarget = Math.max(this.singleStepTarget, this.step) + count;
    this.nudge();
  }

  /** Pauses training. Returns false, without reporting progress, if it was paused already. */
  pause(): boolean {
    if (!this.playing && this.singleStepTarget <= this.step) return false;
    this.playing = false;
    this.singleStepTarget = 0;
    this.events.progress();
    return true;
  }

  /** Changes a setting at the next step; returns the change. */
  change(key: string, value: Change["value"]): Change {
    const change = { step: this.nextStep, key, value };
    this.schedule(change);
    return change;
  }

  /** Schedules a change for a step that no learner has passed. It replaces later changes of the same setting. */
  schedule(change: Change): void {
    this.log = logged(this.log, change);
    this.upcoming = this.upcoming.filter((each) => each.key !== change.key);
    this.upcoming.push(change);
    this.nudge();
  }

  /** The learner's current weights and run record; null if another run has started. */
  save(learner: string): Promise<Saved | null> {
    const worker = this.workerOf(learner, false);
    return worker.ask((api) => api.save(this.run) as Promise<Saved | null>, this.signal);
  }

  /** Continues from the weights of a file. If they don't fit, rejects with the reason and changes nothing. */
  load(learner: string, bytes: Uint8Array, name: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.loads.push(() => this.loadInto(learner, bytes, name).then(resolve, reject));
      this.nudge();
    });
  }

  /** Parks the run after the current chunk, so that it can be resumed after another run. */
  park(): void {
    this.parked = true;
    this.singleStepTarget = 0;
    this.refuseLoads();
  }

  /** The weights of a parked run; null if a worker no longer has them. */
  async parkedWeights(): Promise<Map<string, Uint8Array> | null> {
    const weights = new Map<string, Uint8Array>();
    for (const learner of this.learners) {
      const saved = await this.save(learner).catch((error: unknown) => {
        if (error instanceof Aborted) throw error;
        return null;
      });
      if (!saved || this.forgotten) return null;
      weights.set(learner, saved.weights);
    }
    return weights;
  }

  resume(): void {
    this.parked = false;
    this.timings.length = 0;
    this.nudge();
  }

  /** Trains until the run ends. */
  async drive(): Promise<void> {
    try {
      await this.loop();
    } catch (error) {
      if (!(error instanceof Aborted)) throw error;
    }
  }

  private async loop(): Promise<void> {
    await Promise.all(this.learners.map((learner) => this.begin(learner)));
    while (!this.signal.aborted && !this.forgotten) {
      this.nudged = false;
      if (this.mustApply && !this.parked) {
        await this.apply();
        continue;
      }
      // No await until the chunk starts: changes scheduled later are for a later step.
      const until = this.held || this.parked ? null : this.target();
      if (until === null) {
        this.timings.length = 0;
        this.reportStopped();
        await this.rest();
        continue;
      }
      const wait = this.playing && this.pace > 0 ? this.due - performance.now() : 0;
      if (wait > 0) await this.rest(wait);
      else await this.advance(until);
    }
  }

  /** Reports that training stopped, once per state; otherwise a listener that nudges without effect would loop forever. */
  private reportStopped(): void {
    const state = [this.step, this.playing, this.held, this.finished, this.stopped].join();
    if (state === this.reportedState) return;
    this.reportedState = state;
    this.events.progress();
  }

  /** Waits for a nudge, or for `ms`. */
  private async rest(ms?: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (ms !== undefined) timer = setTimeout(resolve, ms);
      if (this.nudged) resolve();
    });
    clearTimeout(timer);
  }

  private active(): string[] {
    return this.learners.filter((learner) => this.states.get(learner)?.problem === null);
  }

  /** The next common step; null if there is nothing to do. Chunks end at steps with a change. */
  private target(): number | null {
    const end =
      this.playing && !this.unseen ? Math.max(this.budget, this.singleStepTarget) : this.singleStepTarget;
    if (this.stopped || this.step >= end) return null;
    const change = this.upcoming.find((each) => each.step > this.step);
    return Math.min(this.step + this.chunkSize, end, change?.step ?? end);
  }

  /** Steps in the next chunk, limited by CHUNK_MS and the pace. */
  private get chunkSize(): number {
    if (!this.playing || this.pace === 0) return this.chunk;
    return Math.max(1, Math.min(this.chunk, Math.floor((this.pace * CHUNK_MS) / 1000)));
  }

  private async advance(until: number): Promise<void> {
    this.chunkEnd = until;
    const began = performance.now();
    if (this.playing && this.pace > 0) {
      this.due = Math.max(this.due, began - MAX_BEHIND_MS) + ((until - this.step) * 1000) / this.pace;
    }
    await Promise.all(this.active().map((learner) => this.trainTo(learner, until)));
    this.chunkEnd = null;
    if (this.forgotten) return;
    const took = Math.max(1, performance.now() - began);
    this.spent += took;
    const made = until - this.step;
    this.chunk = Math.max(1, Math.min(2 * this.chunk, 500, Math.round((made * CHUNK_MS) / took)));
    const reached = [...this.states.values()].map((state) => state.step);
    this.step = this.stopped ? Math.max(...reached) : until;
    const now = performance.now();
    // The clock was set back.
    if ((this.timings.at(-1)?.at ?? 0) > now) this.timings.length = 0;
    this.timings.push({ at: now, step: until });
    while (this.timings.length > 2 && now - (this.timings[0]?.at ?? 0) > 2000) this.timings.shift();
    this.events.progress();
  }

  /** Whether weights must be loaded or changes applied before the next step. */
  private get mustApply(): boolean {
    return this.loads.length > 0 || this.upcoming.some((change) => change.step <= this.step);
  }

  /** Loads waiting weights, and sends the workers the changes due before the next step. */
  private async apply(): Promise<void> {
    for (const load of this.loads.splice(0)) await load();
    const due = this.upcoming.filter((change) => change.step <= this.step);
    if (due.length === 0) return;
    this.upcoming = this.upcoming.filter((change) => change.step > this.step);
    const send = async (learner: string, change: Change) => {
      await this.ask(learner, (worker) => worker.ask((api) => api.schedule(this.run, change), this.signal));
    };
    await Promise.all(this.active().flatMap((learner) => due.map((change) => send(learner, change))));
  }

  private async trainTo(learner: string, until: number): Promise<void> {
    const state = this.states.get(learner);
    // When training stops here, measure the losses at the final weights.
    const measure = until >= (this.playing ? this.budget : this.singleStepTarget);
    while (state && !this.forgotten && state.problem === null && state.step < until) {
      const answer = await this.ask(learner, (worker) =>
        worker.ask(async (api) => {
          const trained = (await api.train(this.run, until, BUDGET_MS, measure)) as Trained | null;
          // Asking again would not help.
          if (!trained) throw new WorkerLost("it no longer has this run");
          return trained;
        }, this.signal),
      );
      if (!answer) continue;
      const { report, present, weights } = answer;
      state.step = report.step;
      state.losses.push(...report.losses);
      const recorded = report.losses.at(-1);
      state.trainLoss = present?.train.mean ?? recorded?.train ?? state.trainLoss;
      state.testLoss = present?.test.mean ?? recorded?.test ?? state.testLoss;
      state.testError = present?.test.standardError ?? null;
      state.problem = report.problem ?? null;
      if (state.problem === null) this.events.weights(learner, weights);
    }
  }

  /** Lets waiting loads fail, since the run ends or is parked. */
  private refuseLoads(): void {
    for (const load of this.loads.splice(0)) void load();
  }

  private async loadInto(learner: string, bytes: Uint8Array, name: string): Promise<void> {
    const state = this.states.get(learner);
    const ask = (api: Remote<TrainerApi>) => api.load(this.run, bytes) as Promise<Loaded | null>;
    const loaded = this.parked ? null : await this.workerOf(learner, false).ask(ask, this.signal);
    if (!loaded || !state) throw new Aborted();
    const { train, test } = loaded.present;
    state.trainLoss = train.mean;
    state.testLoss = test.mean;
    state.testError = test.standardError;
    state.problem = null;
    state.loaded = { name, step: state.step };
    this.events.weights(learner, loaded.weights);
    this.events.progress();
  }

  private async begin(learner: string): Promise<void> {
    const started = await this.ask(learner, (worker) => this.start(worker, learner, []));
    if (started) this.events.weights(learner, started.weights);
  }

  /** Starts the run in a worker, unless another run took its place while the data were drawn: that one must be the last to start. */
  private start(worker: WorkerHandle<TrainerApi>, learner: string, past: Change[]): Promise<Weights | null> {
    return worker.ask(async (api) => {
      const data = await unlessAborted(this.data.get(), this.signal);
      if (this.parked) return null;
      return api.start(this.run, this.settings, data, learner, past, this.parkedRun);
    }, this.signal);
  }

  /** Calls a learner's worker. If the worker is lost, starts a new one that trains again from the start, and returns null. */
  private async ask<Result>(
    learner: string,
    question: (worker: WorkerHandle<TrainerApi>) => Promise<Result>,
  ): Promise<Result | null> {
    try {
      return await question(this.workerOf(learner, false));
    } catch (error) {
      if (error instanceof Aborted) throw error;
      // Concurrent failures share one recovery.
      const recovery =
        this.recoveries.get(learner) ??
        this.recover(learner, error).finally(() => this.recoveries.delete(learner));
      this.recoveries.set(learner, recovery);
      await recovery;
      return null;
    }
  }

  /** Replaces a learner's worker, or stops the learner with the reason. */
  private async recover(learner: string, fault: unknown): Promise<void> {
    const state = this.states.get(learner);
    // The workers now belong to the run that took this one's place.
    this.forgotten ||= this.parked;
    for (let error = fault; state && !this.forgotten; ) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!(error instanceof WorkerLost) || this.replacements >= REPLACEMENTS) {
        state.problem = `Training of ${modelShort(learner)} stopped at step ${state.step}: ${reason}`;
        return;
      }
      this.replacements += 1;
      const lostWeights = state.loaded ? " The weights loaded from a file are gone." : "";
      this.events.notice(
        `The worker that trains ${modelShort(learner)} was lost (${reason}). A new one repeats its steps from the start of this run.${lostWeights}`,
      );
      Object.assign(state, untrained());
      const past = this.log.filter((change) => change.step <= this.step);
      try {
        const worker = this.workerOf(learner, true);
        const started = await this.start(worker, learner, past);
        if (started) this.events.weights(learner, started.weights);
        return;
      } catch (next) {
        if (next instanceof Aborted) throw next;
        error = next;
      }
    }
  }
}
