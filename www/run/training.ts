// Trains the learners of a run in lock-step: both get chunks up to a common step, so that one log fits both.
import type { Remote } from "comlink";
import type { Change, LossPoint } from "../../pkg/hnn_playground";
import { modelShort } from "../experiment/catalog";
import { logged, type Settings } from "../experiment/experiment";
import { type WorkerHandle, WorkerLost } from "../workers/handle";
import type { Loaded, Saved, Trained, TrainerApi } from "../workers/protocol";

/** What is known of one learner's training. The losses are the latest recorded ones, null until the first step. */
export interface LearnerState {
  step: number;
  trainLoss: number | null;
  testLoss: number | null;
  /** Standard error of the test loss; null unless the losses are those of the present weights. */
  testError: number | null;
  losses: LossPoint[];
  problem: string | null;
  /** The file that the weights came from, and the step from which training went on with them. */
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
  /** The common step has moved, or whether it moves has changed. */
  progress(): void;
  notice(sentence: string): void;
}

/** A chunk is meant to take this long: short enough to stay responsive, long enough to make messages cheap. */
const CHUNK_MS = 40;
const BUDGET_MS = 120;
const REPLACEMENTS = 2;
/** Behind its pace, training makes up for no more than this. */
const ARREARS_MS = 50;

export class Training {
  readonly states = new Map<string, LearnerState>();
  step = 0;
  /** Steps are made up to here; further single steps are asked for with `further`. */
  budget = 0;
  playing = false;
  held = false;
  /** Out of view: no steps are made but those that are asked for. */
  unseen = false;
  private further = 0;
  private granted: number | null = null;
  private chunk = 1;
  private replacements = 0;
  /** Workers that are being replaced, by learner. */
  private readonly recoveries = new Map<string, Promise<void>>();
  private upcoming: Change[] = [];
  /** Weights to be loaded at the next common step. */
  private loads: (() => Promise<void>)[] = [];
  private wake = () => {};
  /** Something was asked for since the loop last looked. */
  private nudged = false;
  /** The state in which training was last reported to rest. */
  private toldAtRest = "";
  private closed = false;
  /** Whether another run has taken its place; its learners stay as they are. */
  private parked = false;
  /** Time spent on training, in milliseconds. */
  spent = 0;
  private pace = 0;
  /** When the next steps may be made at this pace. */
  private due = 0;
  private readonly marks: { at: number; step: number }[] = [];

  constructor(
    readonly run: number,
    private readonly settings: Settings,
    readonly learners: string[],
    private log: Change[],
    /** An earlier run that its workers keep. */
    private readonly kept: number | null,
    private readonly workerOf: (learner: string, renew: boolean) => WorkerHandle<TrainerApi>,
    private readonly events: TrainingEvents,
  ) {
    this.upcoming = log.filter((change) => change.step > 0);
    for (const learner of learners) this.states.set(learner, untrained());
  }

  /** Whether steps are being made: playing, in view, below the budget, with a learner that can go on. */
  get running(): boolean {
    return this.playing && !this.held && !this.parked && this.target() !== null;
  }

  get finished(): boolean {
    return this.step >= this.budget;
  }

  /** Whether no learner can go on. */
  get stopped(): boolean {
    return this.active().length === 0;
  }

  get stepsPerSecond(): number {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    if (!this.running || !first || !last || last.at <= first.at) return 0;
    return ((last.step - first.step) * 1000) / (last.at - first.at);
  }

  /** The step at which a change made now acts: none of the learners has passed it. */
  get nextStep(): number {
    return this.granted ?? this.step;
  }

  /** Makes the loop look again at what is to be done, also if it is about to rest. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  /** Makes no more than so many steps a second while it plays; 0 for as many as it can. */
  setPace(stepsPerSecond: number): void {
    if (stepsPerSecond === this.pace) return;
    this.pace = stepsPerSecond;
    this.due = 0;
    this.marks.length = 0;
    this.nudge();
  }

  stepFurther(count: number): void {
    this.further = Math.max(this.further, this.step) + count;
    this.nudge();
  }

  /** Pausing what is paused already changes nothing, and so is no progress. Returns whether it was not. */
  pause(): boolean {
    if (!this.playing && this.further <= this.step) return false;
    this.playing = false;
    this.further = 0;
    this.events.progress();
    return true;
  }

  /** A change for a step that none has passed. It takes the place of later changes of the same setting. */
  schedule(change: Change): void {
    this.log = logged(this.log, change);
    this.upcoming = this.upcoming.filter((each) => each.key !== change.key);
    this.upcoming.push(change);
    this.nudge();
  }

  /** The learner's weights and run record as they are now; null when another run has begun. */
  save(learner: string): Promise<Saved | null> {
    const worker = this.workerOf(learner, false);
    return worker.ask((api) => api.save(this.run) as Promise<Saved | null>);
  }

  /** Goes on from the weights of a file. Rejects with the reason if they do not fit; then nothing has changed. */
  load(learner: string, bytes: Uint8Array, name: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.loads.push(() => this.loadInto(learner, bytes, name).then(resolve, reject));
      this.nudge();
    });
  }

  close(): void {
    this.closed = true;
    this.nudge();
    for (const load of this.loads.splice(0)) void load();
  }

  /** Rests after the steps that are being made, so that another run may begin and this one come back. */
  park(): void {
    this.parked = true;
    this.further = 0;
    for (const load of this.loads.splice(0)) void load();
  }

  /** The weights to go on from when the run comes back; null if a worker no longer has them. */
  async parkedWeights(): Promise<Map<string, Uint8Array> | null> {
    const weights = new Map<string, Uint8Array>();
    for (const learner of this.learners) {
      const saved = this.closed ? null : await this.save(learner).catch(() => null);
      if (!saved) return null;
      weights.set(learner, saved.weights);
    }
    return weights;
  }

  resume(): void {
    this.parked = false;
    this.marks.length = 0;
    this.nudge();
  }

  /** Runs until the run is closed. */
  async drive(): Promise<void> {
    await Promise.all(this.learners.map((learner) => this.begin(learner)));
    while (!this.closed) {
      this.nudged = false;
      if (this.mustApply && !this.parked) {
        await this.apply();
        continue;
      }
      // From here to the next wait nothing else runs: a change that comes later is for a later step.
      const until = this.held || this.parked ? null : this.target();
      if (until === null) {
        this.marks.length = 0;
        this.tellRest();
        await this.rest();
        continue;
      }
      const wait = this.playing && this.pace > 0 ? this.due - performance.now() : 0;
      if (wait > 0) await this.rest(wait);
      else await this.advance(until);
    }
  }

  /** Reports that training rests, once for each state in which it does: a listener may wake it without effect. */
  private tellRest(): void {
    const state = [this.step, this.playing, this.held, this.finished, this.stopped].join();
    if (state === this.toldAtRest) return;
    this.toldAtRest = state;
    this.events.progress();
  }

  /** Waits until something is asked for, or for a time. */
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

  /** The next common step, or null when there is nothing to do. A step with a change is never crossed. */
  private target(): number | null {
    const end = this.playing && !this.unseen ? Math.max(this.budget, this.further) : this.further;
    if (this.stopped || this.step >= end) return null;
    const change = this.upcoming.find((each) => each.step > this.step);
    return Math.min(this.step + this.chunkNow, end, change?.step ?? end);
  }

  /** Steps of the next chunk: what is trained in its time, or what the pace allows in it. */
  private get chunkNow(): number {
    if (!this.playing || this.pace === 0) return this.chunk;
    return Math.max(1, Math.min(this.chunk, Math.floor((this.pace * CHUNK_MS) / 1000)));
  }

  private async advance(until: number): Promise<void> {
    this.granted = until;
    const began = performance.now();
    if (this.playing && this.pace > 0) {
      this.due = Math.max(this.due, began - ARREARS_MS) + ((until - this.step) * 1000) / this.pace;
    }
    await Promise.all(this.active().map((learner) => this.trainTo(learner, until)));
    this.granted = null;
    if (this.closed) return;
    const took = Math.max(1, performance.now() - began);
    this.spent += took;
    const made = until - this.step;
    this.chunk = Math.max(1, Math.min(2 * this.chunk, 500, Math.round((made * CHUNK_MS) / took)));
    const reached = [...this.states.values()].map((state) => state.step);
    this.step = this.stopped ? Math.max(...reached) : until;
    const now = performance.now();
    // A clock that was set back measures nothing.
    if ((this.marks.at(-1)?.at ?? 0) > now) this.marks.length = 0;
    this.marks.push({ at: now, step: until });
    while (this.marks.length > 2 && now - (this.marks[0]?.at ?? 0) > 2000) this.marks.shift();
    this.events.progress();
  }

  /** Whether weights wait to be loaded, or changes act before the next step. */
  private get mustApply(): boolean {
    return this.loads.length > 0 || this.upcoming.some((change) => change.step <= this.step);
  }

  /** Loads weights that wait, and hands over the changes that are due before the next step. */
  private async apply(): Promise<void> {
    for (const load of this.loads.splice(0)) await load();
    const due = this.upcoming.filter((change) => change.step <= this.step);
    if (due.length === 0) return;
    this.upcoming = this.upcoming.filter((change) => change.step > this.step);
    const hand = async (learner: string, change: Change) => {
      await this.ask(learner, (worker) => worker.ask((api) => api.schedule(this.run, change)));
    };
    await Promise.all(this.active().flatMap((learner) => due.map((change) => hand(learner, change))));
  }

  private async trainTo(learner: string, until: number): Promise<void> {
    const state = this.states.get(learner);
    // Where training comes to rest, the losses shown are those of the weights shown.
    const measure = until >= (this.playing ? this.budget : this.further);
    while (state && !this.closed && state.problem === null && state.step < until) {
      const answer = await this.ask(learner, (worker) =>
        worker.ask((api) => api.train(this.run, until, BUDGET_MS, measure) as Promise<Trained | null>),
      );
      if (!answer || this.closed) continue;
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

  private async loadInto(learner: string, bytes: Uint8Array, name: string): Promise<void> {
    const state = this.states.get(learner);
    const ask = (api: Remote<TrainerApi>) => api.load(this.run, bytes) as Promise<Loaded | null>;
    const loaded = this.closed || this.parked ? null : await this.workerOf(learner, false).ask(ask);
    if (!loaded || !state || this.closed) throw new Error("Another run has begun meanwhile.");
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
    const started = await this.ask(learner, (worker) =>
      worker.ask((api) => api.start(this.run, this.settings, learner, [], this.kept)),
    );
    if (started && !this.closed) this.events.weights(learner, started.weights);
  }

  /** Asks a learner's worker. If it is lost, a new one trains again from the run's start, and null is returned. */
  private async ask<Result>(
    learner: string,
    question: (worker: WorkerHandle<TrainerApi>) => Promise<Result>,
  ): Promise<Result | null> {
    try {
      return await question(this.workerOf(learner, false));
    } catch (error) {
      // Several questions that fail together share one recovery.
      const recovery =
        this.recoveries.get(learner) ??
        this.recover(learner, error).finally(() => this.recoveries.delete(learner));
      this.recoveries.set(learner, recovery);
      await recovery;
      return null;
    }
  }

  /** Replaces a learner's worker, or says why this learner stops. */
  private async recover(learner: string, fault: unknown): Promise<void> {
    const state = this.states.get(learner);
    // The workers belong to the run that has taken its place.
    if (this.parked) this.close();
    for (let error = fault; state && !this.closed; ) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!(error instanceof WorkerLost) || this.replacements >= REPLACEMENTS) {
        state.problem = `Training of ${modelShort(learner)} stopped at step ${state.step}: ${reason}`;
        return;
      }
      this.replacements += 1;
      const gone = state.loaded ? " The weights that were loaded from a file are gone." : "";
      this.events.notice(
        `The worker that trains ${modelShort(learner)} was lost (${reason}). A new one repeats its steps from the start of this run.${gone}`,
      );
      Object.assign(state, untrained());
      const past = this.log.filter((change) => change.step <= this.step);
      try {
        const worker = this.workerOf(learner, true);
        const started = await worker.ask((api) =>
          api.start(this.run, this.settings, learner, past, this.kept),
        );
        if (!this.closed) this.events.weights(learner, started.weights);
        return;
      } catch (next) {
        error = next;
      }
    }
  }
}
