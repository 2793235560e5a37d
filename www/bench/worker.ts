// Worker: trains as fast as it can and counts the time, on given data or on the page's own experiment.
import { expose } from "comlink";
import init, { Benchmark, checkSettings, Trainer } from "../../pkg/hnn_playground";
import type { BenchConfig, Timing } from "./contract";

/** The loss that the eleventh step sees: equal for every correct trainer on the same data and weights. */
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

  /** Milliseconds a step of the page's default experiment at one width. */
  own(learner: string, width: number, measureMs: number): number {
    const { settings } = checkSettings({ width });
    const trainer = new Trainer(settings, learner, []);
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
  const go = (ms: number, steps: number) => {
    const begin = performance.now();
    let made = 0;
    while (made < steps || performance.now() - begin < ms) {
      const seen = benchmark.steps(sync_every);
      if (first.length <= CHECKED_STEP) first.push(...seen);
      loss = seen.at(-1) ?? loss;
      made += sync_every;
    }
    return (performance.now() - begin) / made;
  };
  go(warmup_ms, CHECKED_STEP + 1);
  const ms_per_step = go(measure_ms, min_steps);
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
