// One run of a batch as data: what is trained, what comes out, and what the page asks of the worker that does it.
import type { Change, EnergyDrift, LossPoint, Measures } from "../../pkg/hnn_playground";
import type { Settings } from "../experiment/experiment";

export interface Job {
  settings: Settings;
  learner: string;
  /** Live changes to repeat at their steps. */
  changes: Change[];
  /** The energy change over the rollout of the settings, or the measures of the paper's table, which take longer. */
  wanted: "drift" | "measures";
}

/** What came of a job. A training that diverged, or a rollout that ran away, has a problem and is a result, too. */
export interface Outcome {
  /** Steps made. */
  step: number;
  losses: LossPoint | null;
  drift: EnergyDrift | null;
  measures: Measures | null;
  /** Time of the training alone. */
  seconds: number;
  problem: string | null;
}

export interface JobProgress {
  step: number;
  /** Whether there is nothing left to train. */
  ended: boolean;
}

/** A worker that trains one job after the other. */
export interface BatchApi {
  open(module: WebAssembly.Module): Promise<void>;
  begin(job: Job): void;
  /** Trains for about `budgetMs`. */
  advance(budgetMs: number): JobProgress;
  /** Measures the job's model and lets go of it. */
  conclude(): Outcome;
}

/** The steps that a job is going to make. */
export const stepsOf = (job: Job): number => Number(job.settings.steps);

/** Jobs of one kind take the same time for a step. */
export const kindOf = ({ settings, learner }: Job): string => {
  const { seed, steps, start, horizon, dt, integrator, ...rest } = settings;
  return JSON.stringify([learner, rest]);
};
