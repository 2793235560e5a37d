// Reproduces the paper's table: the runs it needs, how long they take, and their results next to the published values.
import type { Measures, PublishedResult } from "../../pkg/hnn_playground";
import { catalog, defaultsOf } from "../experiment/catalog";
import type { Settings } from "../experiment/experiment";
import { type Job, type Outcome, stepsOf } from "../workers/job";
import type { Batch, Batches } from "./pool";

/** Systems with more steps are not selected by default. */
const LONG_STEPS = 5000;

export const SEED_CHOICES = [1, 2, 3, 5, 10];

/** Statistics over seeds. */
export interface Statistics {
  runs: number;
  mean: number;
  /** Of the mean; null for a single run. */
  standardError: number | null;
  min: number;
  max: number;
}

/** A column of the table: a measure and its published value, if there is one. */
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
  /** Overrides of the paper's settings, for quick trials. */
  instead: Settings = {};
  batch: Batch | null = null;
  readonly systems = [...new Set(catalog.published.map(({ system }) => system))];
  readonly chosen = new Set(this.systems.filter((system) => Number(published(system).steps) <= LONG_STEPS));

  constructor(private readonly batches: Batches) {}

  get running(): boolean {
    return this.batch !== null && !this.batch.over;
  }

  /** Settings of the system's runs, without the seed. */
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
        compute: "measures" as const,
      })),
    );
  }

  get jobs(): Job[] {
    return this.systems.filter((system) => this.chosen.has(system)).flatMap((system) => this.jobsOf(system));
  }

  /** Estimated time of the system's runs on this device; null until the pace is known. */
  secondsOf(system: string): number | null {
    const times = this.jobsOf(system).map((job) => (this.batches.pace.of(job) ?? Number.NaN) * stepsOf(job));
    const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000 / this.batches.workers;
    return Number.isNaN(seconds) ? null : seconds;
  }

  /** Measures the pace of all systems' runs. */
  time(): Promise<void> {
    const first = (system: string) => this.jobsOf(system).slice(0, this.entriesOf(system).length);
    return this.batches.time(this.systems.flatMap(first));
  }

  start(): void {
    this.batch = this.batches.start(this.jobs) ?? this.batch;
  }

  /** The finished runs of one row. */
  outcomesOf({ system, learner }: PublishedResult): { job: Job; outcome: Outcome }[] {
    const { jobs = [], outcomes = [] } = this.batch ?? {};
    return jobs.flatMap((job, i) => {
      const outcome = outcomes[i];
      const fits = job.settings.system === system && job.learner === learner;
      return outcome && fits ? [{ job, outcome }] : [];
    });
  }

  /** All finished runs as CSV, with the command line's column names. */
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

/** The settings of the published experiment on a system. */
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
