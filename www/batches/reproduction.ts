// The paper's table again: which runs it takes, how long they will, and what came out beside the published values.
import type { Measures, PublishedResult } from "../../pkg/hnn_playground";
import { catalog, defaultsOf } from "../experiment/catalog";
import type { Settings } from "../experiment/experiment";
import { type Job, type Outcome, stepsOf } from "../workers/job";
import type { Batch, Batches } from "./pool";

/** Runs of more steps are not asked for unless chosen. */
const LONG_STEPS = 5000;

export const SEED_CHOICES = [1, 2, 3, 5, 10];

/** A number over seeds. */
export interface Statistics {
  runs: number;
  mean: number;
  /** Of the mean over seeds; null for one run. */
  standardError: number | null;
  min: number;
  max: number;
}

/** What the table compares, and what the paper gives for it, if anything. */
export interface Column {
  key: string;
  of(measures: Measures): number;
  published(result: PublishedResult): number | null;
}

export const COLUMNS: Column[] = [
  { key: "train_loss", of: ({ trainLoss }) => trainLoss.mean, published: () => null },
  { key: "test_loss", of: ({ testLoss }) => testLoss.mean, published: ({ testLoss }) => testLoss },
  {
    key: "energy_mse_published",
    of: ({ energyMsePublished }) => energyMsePublished,
    published: ({ energyMse }) => energyMse,
  },
  { key: "energy_mse", of: ({ energyMse }) => energyMse, published: () => null },
];

export class Reproduction {
  seedCount = 3;
  /** Settings that take the place of the paper's, for a quick look. */
  instead: Settings = {};
  batch: Batch | null = null;
  readonly systems = [...new Set(catalog.published.map(({ system }) => system))];
  readonly chosen = new Set(this.systems.filter((system) => Number(published(system).steps) <= LONG_STEPS));

  constructor(private readonly batches: Batches) {}

  get running(): boolean {
    return this.batch !== null && !this.batch.over;
  }

  /** Settings of the system's runs, without their seed. */
  settingsOf(system: string): Settings {
    return { ...defaultsOf(system), ...published(system), ...this.instead };
  }

  entriesOf(system: string): PublishedResult[] {
    return catalog.published.filter((entry) => entry.system === system);
  }

  jobsOf(system: string): Job[] {
    const seeds = Array.from({ length: this.seedCount }, (_, seed) => seed);
    return seeds.flatMap((seed) =>
      this.entriesOf(system).map(({ learner }) => ({
        settings: { ...this.settingsOf(system), seed },
        learner,
        changes: [],
        wanted: "measures" as const,
      })),
    );
  }

  get jobs(): Job[] {
    return this.systems.filter((system) => this.chosen.has(system)).flatMap((system) => this.jobsOf(system));
  }

  /** About how long the system's runs take on this device; null until the pace is known. */
  secondsOf(system: string): number | null {
    const times = this.jobsOf(system).map((job) => (this.batches.pace.of(job) ?? Number.NaN) * stepsOf(job));
    const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000 / this.batches.workers;
    return Number.isNaN(seconds) ? null : seconds;
  }

  /** Measures the pace of everything that could be chosen. */
  time(): Promise<void> {
    const first = (system: string) => this.jobsOf(system).slice(0, this.entriesOf(system).length);
    return this.batches.time(this.systems.flatMap(first));
  }

  start(): void {
    this.batch = this.batches.start(this.jobs) ?? this.batch;
  }

  /** Runs of one row of the table that have ended. */
  outcomesOf({ system, learner }: PublishedResult): { job: Job; outcome: Outcome }[] {
    const { jobs = [], outcomes = [] } = this.batch ?? {};
    return jobs.flatMap((job, i) => {
      const outcome = outcomes[i];
      const fits = job.settings.system === system && job.learner === learner;
      return outcome && fits ? [{ job, outcome }] : [];
    });
  }

  /** All ended runs as comma-separated values, with the names that the command line uses. */
  csv(): string {
    const head = ["system", "model", "seed", "width", "steps", ...COLUMNS.map(({ key }) => key), "seconds"];
    const rows = catalog.published.flatMap((entry) =>
      this.outcomesOf(entry).map(({ job, outcome: { step, measures, seconds } }) => [
        entry.system,
        entry.learner,
        job.settings.seed,
        job.settings.width,
        step,
        ...COLUMNS.map((column) => (measures ? column.of(measures) : "")),
        seconds.toFixed(2),
      ]),
    );
    return `${[head, ...rows].map((row) => row.join(",")).join("\n")}\n`;
  }
}

/** What the published experiment sets on a system. */
function published(system: string): Settings {
  const preset = catalog.presets.find(({ id }) => id === `paper_${system}`);
  if (!preset) throw new Error(`The catalog has no published settings of ${system}.`);
  return preset.settings;
}

export function statistics(values: number[]): Statistics | null {
  const runs = values.length;
  if (runs === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / runs;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs - 1);
  return {
    runs,
    mean,
    standardError: runs > 1 ? Math.sqrt(variance / runs) : null,
    min: Math.min(...values),
    max: Math.max(...values),
  };
}
