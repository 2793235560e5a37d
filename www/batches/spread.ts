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

/** From so many seeds on, quartiles mean something. */
const LEAST_FOR_QUARTILES = 8;

/** One learner's result for one seed. */
export interface SeedResult {
  seed: number;
  /** (H(end) − H(start)) / |H(start)|; null if it is undefined, or if the run failed with `problem`. With friction, from the truth. */
  change: number | null;
  /** The largest such deviation at any time; null likewise. */
  largest: number | null;
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
      const { change = null, largest = null } = drift ?? {};
      return [{ seed: Number(job.settings.seed), change, largest, problem }];
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

/**
 * "The baseline lost more than 10 % of its energy in 11, gained more in 7, stayed within 10 % in 2." With `lossy`, compares with the
 * truth's energy.
 */
export function tally(results: SeedResult[], learner: string, lossy = false): string {
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
    ...(lossy
      ? [
          ...some(lost, `ended more than ${bound} below the truth’s energy`),
          ...some(
            gained,
            `${lost > 0 ? "" : "ended "}more than ${bound} above ${lost > 0 ? "it" : "the truth’s energy"}`,
          ),
        ]
      : [
          ...some(lost, `lost more than ${bound} of its energy`),
          ...some(gained, lost > 0 ? "gained more than that" : `gained more than ${bound} of its energy`),
        ]),
    ...some(within, `stayed within ${bound}`),
    ...some(failed, "did not finish"),
  ];
  return parts.length > 0 ? `${name} ${parts.join(", ")}.` : "";
}

/** "Largest drift: median 2.6 %, half of the seeds between 1.9 and 3.4 %." */
export function quartiles(results: SeedResult[]): string {
  const drifts = results.flatMap(({ largest }) => largest ?? []).sort((a, b) => a - b);
  if (drifts.length < LEAST_FOR_QUARTILES) return "";
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => percent(quantile(drifts, share)));
  return `Largest drift: median ${median}, half of the seeds between ${low} and ${high}.`;
}

/** A quantile of sorted values, between two of them in proportion. */
function quantile(sorted: number[], share: number): number {
  const at = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return below + (at % 1) * (above - below);
}

export const changesOf = (results: SeedResult[]): number[] =>
  results.map(({ change }) => change).filter((change) => change !== null);
