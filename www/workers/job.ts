// A job is one run of a batch: its data, its result, and the interface of the batch worker.
import type { Change, EnergyDrift, LossPoint, Measures } from "../../pkg/hnn_playground";
import type { Settings } from "../experiment/experiment";

export interface Job {
  settings: Settings;
  learner: string;
  /** Live changes, applied at their steps. */
  changes: Change[];
  /** What to compute at the end: the energy drift over the rollout, or the measures of the paper's table, which take longer. */
  compute: "drift" | "measures";
}

/** The result of a job. If training or the rollout diverged, it has a `problem`. */
export interface Outcome {
  /** Steps trained. */
  step: number;
  losses: LossPoint | null;
  drift: EnergyDrift | null;
  measures: Measures | null;
  /** Training time. */
  seconds: number;
  problem: string | null;
}

export interface JobProgress {
  step: number;
  /** Whether training is complete or has stopped. */
  ended: boolean;
}

/** Batch worker: trains jobs one after the other. */
export interface BatchApi {
  open(module: WebAssembly.Module): Promise<void>;
  begin(job: Job): void;
  /** Trains for about `budgetMs`. */
  advance(budgetMs: number): JobProgress;
  /** Measures the job's model and frees it. */
  conclude(): Outcome;
}

/** The number of steps a job trains. */
export const stepsOf = (job: Job): number => Number(job.settings.steps);

/** Jobs of the same kind take the same time per step. */
export const kindOf = ({ settings, learner }: Job): string => {
  const { seed, steps, start, horizon, dt, integrator, ...rest } = settings;
  return JSON.stringify([learner, rest]);
};
