// Worker role: trains jobs one after the other, in slices, and measures the results.
import init, { drawData, type LossPoint, Trainer } from "../../pkg/hnn_playground";
import { type BatchApi, type Job, type Outcome, stepsOf } from "./job";

interface Running {
  job: Job;
  trainer: Trainer;
  step: number;
  seconds: number;
  losses: LossPoint | null;
  problem: string | null;
}

let running: Running | null = null;

function current(): Running {
  if (!running) throw new Error("No job has begun.");
  return running;
}

/** The requested measures. If they can't be computed, the job gets a problem. A trap is a fault of the worker and propagates. */
function measured({ job, trainer, losses }: Running): Omit<Outcome, "step" | "seconds"> {
  const known = { losses, drift: null, measures: null, problem: null };
  try {
    known.losses = trainer.presentLosses();
    return job.compute === "drift"
      ? { ...known, drift: trainer.rolloutDrift() }
      : { ...known, measures: trainer.measures() };
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return { ...known, problem: error instanceof Error ? error.message : String(error) };
  }
}

export const api: BatchApi = {
  async open(module) {
    await init({ module_or_path: module });
  },

  begin(job) {
    running?.trainer.free();
    running = null;
    const trainer = new Trainer(job.settings, job.learner, job.changes, drawData(job.settings));
    running = { job, trainer, step: 0, seconds: 0, losses: null, problem: null };
  },

  advance(budgetMs) {
    const now = current();
    const { step, elapsedMs, losses, problem } = now.trainer.train(stepsOf(now.job), budgetMs);
    now.step = step;
    now.seconds += elapsedMs / 1000;
    now.losses = losses.at(-1) ?? now.losses;
    now.problem = problem ?? null;
    return { step, ended: now.problem !== null || step >= stepsOf(now.job) };
  },

  conclude() {
    const now = current();
    const { step, seconds, problem, losses, trainer } = now;
    const outcome: Outcome =
      problem === null
        ? { step, seconds, ...measured(now) }
        : { step, seconds, losses, drift: null, measures: null, problem };
    trainer.free();
    running = null;
    return outcome;
  },
};
