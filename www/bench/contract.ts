// The interface of window.__bench: plain JSON, so that other in-browser trainers can be timed on the same task.
import type { BenchmarkConfig } from "../../pkg/hnn_playground";

/** Data: n × 2 row-major states and target derivatives. Matrices: row-major, in × out. */
export interface BenchConfig extends BenchmarkConfig {
  /** `time` repeats steps for a given time, `train` runs exactly `steps` steps. */
  mode: "time" | "train";
  steps?: number;
  /** Steps between readings of the clock. */
  sync_every?: number;
  warmup_ms?: number;
  measure_ms?: number;
  min_steps?: number;
}

export interface Timing {
  ms_per_step: number;
  /** Only in mode `train`. */
  seconds?: number;
  /** At the last step. */
  loss: number;
  /** At the eleventh step; null if there were fewer. */
  check_loss: number | null;
}

export interface BenchResult extends Timing {
  /** The implementation that was timed. */
  info: string;
}

declare global {
  interface Window {
    __bench: (config: BenchConfig) => Promise<BenchResult>;
  }
}
