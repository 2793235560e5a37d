// Benchmark worker: times training at full speed, on given data or on the page's default experiment.
import { expose } from "comlink";
import init, { Benchmark, checkSettings, drawData, Trainer } from "../../pkg/hnn_playground";
import type { BenchConfig, Timing } from "./contract";

/** The loss at this step must be the same for every correct trainer on the same data and weights. */
const CHECKED_STEP = 10;

const WARM_UP_STEPS = 20;

const api = {
  async open(module: WebAssembly.Module): Promise<void> {
    await init({ module_or_path: module });
  },

  run(config: BenchConfig): Timing {
    const benchmark = new Benchmark(config);
    try {
      return config.mode === "train" ? train(benchmark, config) : time(benchmark, config);
    } finally {
      benchmark.free();
    }
  },

  /** Milliseconds per step of the default experiment at a given width. */
  own(learner: string, width: number, measureMs: number): number {
    const { settings } = checkSettings({ width });
    const trainer = new Trainer(settings, learner, [], drawData(settings));
    try {
      const before = trainer.train(WARM_UP_STEPS, Number.POSITIVE_INFINITY).step;
      const report = trainer.train(1_000_000, measureMs);
      return report.elapsedMs / (report.step - before);
    } finally {
      trainer.free();
    }
  },
};

export type BenchWorker = typeof api;

function time(benchmark: Benchmark, config: BenchConfig): Timing {
  const { sync_every = 10, warmup_ms = 500, measure_ms = 2000, min_steps = 20 } = config;
  const first: number[] = [];
  let loss = Number.NaN;
  const runFor = (ms: number, steps: number) => {
    const begin = performance.now();
    let made = 0;
    while (made < steps || performance.now() - begin < ms) {
      const losses = benchmark.steps(sync_every);
      if (first.length <= CHECKED_STEP) first.push(...losses);
      loss = losses.at(-1) ?? loss;
      made += sync_every;
    }
    return (performance.now() - begin) / made;
  };
  runFor(warmup_ms, CHECKED_STEP + 1);
  const ms_per_step = runFor(measure_ms, min_steps);
  return { ms_per_step, loss, check_loss: first[CHECKED_STEP] ?? null };
}

function train(benchmark: Benchmark, config: BenchConfig): Timing {
  const steps = config.steps ?? 2000;
  const begin = performance.now();
  const losses = benchmark.steps(steps);
  const seconds = (performance.now() - begin) / 1000;
  const loss = losses[losses.length - 1] ?? Number.NaN;
  return {
    ms_per_step: (1000 * seconds) / steps,
    seconds,
    loss,
    check_loss: losses[CHECKED_STEP] ?? null,
  };
}

expose(api);
