// What window.__bench takes and gives: plain JSON, so that any other trainer in a browser can be timed on the same work.
import type { BenchmarkConfig } from "../../pkg/hnn_playground";

/** Data are n × 2 row-major states and target derivatives; matrices are row-major, in × out. */
export interface BenchConfig extends BenchmarkConfig {
  /** `time` repeats steps for a while, `train` makes exactly `steps` of them. */
  mode: "time" | "train";
  steps?: number;
  /** Steps between two looks at the clock. */
  sync_every?: number;
  warmup_ms?: number;
  measure_ms?: number;
  min_steps?: number;
}

export interface Timing {
  ms_per_step: number;
  /** Only in mode `train`. */
  seconds?: number;
  /** Seen by the last step. */
  loss: number;
  /** Seen by the eleventh step; null if there were fewer. */
  check_loss: number | null;
}

export interface BenchResult extends Timing {
  /** What was timed. */
  info: string;
}

declare global {
  interface Window {
    __bench: (config: BenchConfig) => Promise<BenchResult>;
  }
}
