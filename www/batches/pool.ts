// Runs batches of jobs in parallel workers, with progress, time left and cancellation. A failed job's result is its problem.
import { platform } from "#platform";
import { PATIENCE, WorkerHandle } from "../workers/handle";
import { type BatchApi, type Job, kindOf, type Outcome, stepsOf } from "../workers/job";

const newWorker = () => platform.newWorker("batch");

/** One core is left for the page. Browsers that hide the number of cores get the minimum. */
const FEWEST_WORKERS = 2;
const MOST_WORKERS = 8;
export const workersFor = (cores: number | undefined): number =>
  Math.max(FEWEST_WORKERS, Math.min(MOST_WORKERS, (cores ?? 0) - 1));

const SLICE_MS = 200;

/** Measured time per step for each kind of job, remembered across batches. */
export class Pace {
  private readonly kinds = new Map<string, { steps: number; ms: number }>();

  note(job: Job, steps: number, ms: number): void {
    // The clock was set back.
    if (ms <= 0) return;
    const kind = kindOf(job);
    const before = this.kinds.get(kind) ?? { steps: 0, ms: 0 };
    this.kinds.set(kind, { steps: before.steps + steps, ms: before.ms + ms });
  }

  /** Milliseconds per step; null if not measured yet. */
  of(job: Job): number | null {
    const known = this.kinds.get(kindOf(job));
    return known && known.steps > 0 ? known.ms / known.steps : null;
  }
}

export class Batch {
  /** Results by job; null until the job has ended. */
  readonly outcomes: (Outcome | null)[];
  /** Resolves when all jobs have ended; after a cancellation, at once. */
  readonly ended: Promise<void>;
  private readonly steps: number[];
  /** Ends all waits and workers. */
  private readonly life = new AbortController();
  private next = 0;
  /** Time spent on the jobs outside training, on data and measures. */
  private readonly overhead = { ms: 0, runs: 0 };

  constructor(
    private readonly module: WebAssembly.Module,
    readonly jobs: readonly Job[],
    private readonly pace: Pace,
    private readonly changed: () => void,
    private readonly workerCount: number,
  ) {
    this.outcomes = jobs.map(() => null);
    this.steps = jobs.map(() => 0);
    this.ended = Promise.all(
      Array.from({ length: Math.min(workerCount, jobs.length) }, () => this.work()),
    ).then(() => {});
  }

  get cancelled(): boolean {
    return this.life.signal.aborted;
  }

  /** Whether no more results will come. */
  get over(): boolean {
    return this.cancelled || this.runsEnded === this.jobs.length;
  }

  get runsEnded(): number {
    return this.outcomes.filter((outcome) => outcome !== null).length;
  }

  /** Fraction of all steps done, 0 … 1. */
  get fraction(): number {
    const all = this.jobs.reduce((sum, job) => sum + stepsOf(job), 0);
    const done = this.jobs.reduce(
      (sum, job, i) => sum + (this.outcomes[i] ? stepsOf(job) : (this.steps[i] ?? 0)),
      0,
    );
    return all > 0 ? done / all : 1;
  }

  /** Null until a pace is known. */
  get secondsLeft(): number | null {
    const overhead = this.overhead.runs > 0 ? this.overhead.ms / this.overhead.runs : 0;
    const known = this.jobs.map((job) => this.pace.of(job)).filter((ms) => ms !== null);
    if (known.length === 0) return null;
    const usual = known.reduce((sum, ms) => sum + ms, 0) / known.length;
    const left = this.jobs.map((job, i) =>
      this.outcomes[i] ? 0 : (stepsOf(job) - (this.steps[i] ?? 0)) * (this.pace.of(job) ?? usual) + overhead,
    );
    const sum = left.reduce((total, ms) => total + ms, 0);
    return Math.max(sum / this.workerCount, ...left) / 1000;
  }

  cancel(): void {
    this.life.abort();
  }

  private async work(): Promise<void> {
    let worker = this.open();
    while (!this.cancelled) {
      const at = this.next++;
      const job = this.jobs[at];
      if (!job) break;
      try {
        this.outcomes[at] = await this.run(worker, job, at);
      } catch (error) {
        // A cancelled batch closes its workers, which may end the wait before the signal does.
        if (this.cancelled) return;
        const problem = error instanceof Error ? error.message : String(error);
        const step = this.steps[at] ?? 0;
        this.outcomes[at] = { step, losses: null, drift: null, measures: null, seconds: 0, problem };
        if (worker.lost) worker = this.open();
      }
      this.changed();
    }
    worker.close();
  }

  private open(): WorkerHandle<BatchApi> {
    return new WorkerHandle<BatchApi>(newWorker, this.module, PATIENCE.rollouts, this.life.signal);
  }

  private async run(worker: WorkerHandle<BatchApi>, job: Job, at: number): Promise<Outcome> {
    const began = performance.now();
    const { signal } = this.life;
    await worker.ask((api) => api.begin(job), signal);
    let training = 0;
    for (let ended = false; !ended; ) {
      const from = performance.now();
      const now = await worker.ask((api) => api.advance(SLICE_MS), signal);
      const took = performance.now() - from;
      this.pace.note(job, now.step - (this.steps[at] ?? 0), took);
      training += took;
      this.steps[at] = now.step;
      ended = now.ended;
      this.changed();
    }
    const outcome = await worker.ask((api) => api.conclude(), signal);
    this.overhead.ms += Math.max(0, performance.now() - began - training);
    this.overhead.runs += 1;
    return outcome;
  }
}

/** Measures the pace of each job by training a slice of it on one worker. */
async function timed(
  worker: WorkerHandle<BatchApi>,
  jobs: readonly Job[],
  pace: Pace,
  changed: () => void,
  signal: AbortSignal,
): Promise<void> {
  for (const job of jobs) {
    await worker.ask((api) => api.begin(job), signal);
    // The first slice warms up the module.
    const { step } = await worker.ask((api) => api.advance(SLICE_MS / 2), signal);
    const from = performance.now();
    const now = await worker.ask((api) => api.advance(SLICE_MS), signal);
    pace.note(job, now.step - step, performance.now() - from);
    changed();
  }
}

/** Runs one batch at a time, since a batch uses all available cores. */
export class Batches {
  readonly pace = new Pace();
  private current: Batch | null = null;
  /** Ends the measurement of paces in progress. */
  private timing: AbortController | null = null;

  constructor(
    private readonly module: () => WebAssembly.Module | null,
    private readonly events: {
      changed(): void;
      /** A batch started or ended; other training should pause meanwhile. */
      busy(busy: boolean): void;
    },
  ) {}

  /** Number of jobs that run in parallel. */
  get workers(): number {
    return workersFor(navigator.hardwareConcurrency);
  }

  get busy(): boolean {
    return this.current !== null;
  }

  /** Starts a batch; null while another one runs or before the module is loaded. */
  start(jobs: readonly Job[]): Batch | null {
    const module = this.module();
    if (this.current || !module) return null;
    this.timing?.abort();
    const batch = new Batch(module, jobs, this.pace, this.events.changed, this.workers);
    this.current = batch;
    this.events.busy(true);
    void batch.ended.finally(() => {
      this.current = null;
      this.events.busy(false);
      this.events.changed();
    });
    return batch;
  }

  /** Measures the pace of jobs of kinds not measured yet, unless a batch is running. */
  async time(jobs: readonly Job[]): Promise<void> {
    const module = this.module();
    const unknown = jobs.filter((job) => this.pace.of(job) === null);
    if (this.current || this.timing || !module || unknown.length === 0) return;
    this.timing = new AbortController();
    const { signal } = this.timing;
    const worker = new WorkerHandle<BatchApi>(newWorker, module, PATIENCE.rollouts, signal);
    this.events.busy(true);
    try {
      await timed(worker, unknown, this.pace, this.events.changed, signal);
    } catch {
      // A batch started, or the worker was lost: the pace stays unknown.
    } finally {
      worker.close();
      this.timing = null;
      if (!this.current) this.events.busy(false);
      this.events.changed();
    }
  }

  close(): void {
    this.timing?.abort();
    this.current?.cancel();
  }
}
