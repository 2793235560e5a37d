// The spread over seeds: repeats the current experiment with many seeds and summarises the energy changes in words.
import type { Value } from "../../pkg/hnn_playground";
import { modelShort } from "../experiment/catalog";
import type { Experiment } from "../experiment/experiment";
import { capital, count, ordinal, percent, signedPercent } from "../text/format";
import type { Job } from "../workers/job";
import type { Batch, Batches } from "./pool";

/** The choices for the number of seeds. */
export const SEED_COUNTS = [20, 40];

/** An energy change up to this fraction counts as none. */
export const ENERGY_TOLERANCE = 0.1;

/** One learner's result for one seed. */
export interface SeedResult {
  seed: number;
  /** (H(end) − H(start)) / |H(start)|; null if it is undefined, or if the run failed with `problem`. */
  change: number | null;
  problem: string | null;
}

export class Spread {
  seedCount = SEED_COUNTS[0] ?? 20;
  batch: Batch | null = null;
  learners: string[] = [];
  /** Whether results were dropped because the settings changed. */
  outdated = false;
  private of = "";

  constructor(private readonly batches: Batches) {}

  get running(): boolean {
    return this.batch !== null && !this.batch.over;
  }

  /** Trains the experiment with its own seed and with others. */
  start(experiment: Experiment, learners: string[]): void {
    const seeds = seedsOf(Number(experiment.settings.seed), this.seedCount);
    const batch = this.batches.start(
      seeds.flatMap((seed) => learners.map((learner) => jobOf(experiment, seed, learner))),
    );
    if (!batch) return;
    this.batch = batch;
    this.learners = [...learners];
    this.of = identity(experiment);
    this.outdated = false;
  }

  cancel(): void {
    this.batch?.cancel();
  }

  /** Drops the results if the experiment changed in more than its seed. */
  follow(experiment: Experiment): void {
    if (!this.batch || identity(experiment) === this.of) return;
    this.batch.cancel();
    this.batch = null;
    this.outdated = true;
  }

  /** The results so far, in the order of the seeds. */
  results(learner: string): SeedResult[] {
    const { jobs = [], outcomes = [] } = this.batch ?? {};
    return jobs.flatMap((job, i) => {
      const outcome = outcomes[i];
      if (!outcome || job.learner !== learner) return [];
      const { drift, problem } = outcome;
      return [{ seed: Number(job.settings.seed), change: drift?.change ?? null, problem }];
    });
  }
}

const identity = ({ settings, log }: Experiment): string =>
  JSON.stringify([{ ...settings, seed: null }, log]);

/** The experiment's own seed, then the smallest others. */
function seedsOf(own: number, total: number): number[] {
  const others = Array.from({ length: total }, (_, i) => i).filter((seed) => seed !== own);
  return [own, ...others].slice(0, total);
}

const jobOf = ({ settings, log }: Experiment, seed: number, learner: string): Job => ({
  settings: { ...settings, seed },
  changes: log,
  learner,
  compute: "drift",
});

/** "This seed: −43 %, 6th lowest of 20." */
export function place(results: SeedResult[], seed: Value | undefined): string {
  const own = results.find((result) => result.seed === seed);
  if (!own) return `Seed ${seed} is not among them.`;
  if (own.change === null) return "This seed did not finish.";
  const change = own.change;
  const changes = changesOf(results);
  const lower = changes.filter((other) => other < change).length;
  return `This seed: ${signedPercent(change)}, ${rank(lower, changes.length)} of ${count(changes.length)}.`;
}

/** The rank of a value with `lower` of `all` values below it, counted from the nearer end. */
function rank(lower: number, all: number): string {
  const above = all - 1 - lower;
  const nth = (before: number) => (before === 0 ? "the" : ordinal(before + 1));
  return lower <= above ? `${nth(lower)} lowest` : `${nth(above)} highest`;
}

/** "The baseline lost more than 10 % of its energy in 11, gained more in 7, stayed within 10 % in 2." */
export function tally(results: SeedResult[], learner: string): string {
  const changes = changesOf(results);
  const some = (n: number, words: string) => (n > 0 ? [`${words} in ${count(n)}`] : []);
  const lost = changes.filter((change) => change < -ENERGY_TOLERANCE).length;
  const gained = changes.filter((change) => change > ENERGY_TOLERANCE).length;
  const within = changes.length - lost - gained;
  const failed = results.filter(({ problem }) => problem !== null).length;
  const bound = percent(ENERGY_TOLERANCE);
  const name = capital(modelShort(learner));
  if (changes.length > 0 && within === results.length) {
    const largest = Math.max(...changes.map(Math.abs));
    return `${name} stayed within ${bound} in all ${count(within)}; the largest change is ${percent(largest)}.`;
  }
  const parts = [
    ...some(lost, `lost more than ${bound} of its energy`),
    ...some(gained, lost > 0 ? "gained more than that" : `gained more than ${bound} of its energy`),
    ...some(within, `stayed within ${bound}`),
    ...some(failed, "did not finish"),
  ];
  return parts.length > 0 ? `${name} ${parts.join(", ")}.` : "";
}

export const changesOf = (results: SeedResult[]): number[] =>
  results.map(({ change }) => change).filter((change) => change !== null);
