// What the page and its workers say to one another. Every message about a run carries the run's number.
import type { Change, Checked, LossPoint, Quantity, Rollouts, TrainReport } from "../pkg/hnn_playground";
import type { Arrows, Window } from "./plot/phase-plane";
import type { Settings } from "./state";

/** A worker that trains one learner. */
export interface TrainerApi {
  open(module: WebAssembly.Module): Promise<void>;
  /** Builds the learner at its initial weights, which are returned; `past` are the live changes known so far. */
  start(run: number, settings: Settings, learner: string, past: Change[]): Weights;
  /**
   * Trains up to step `until`, but not longer than about `budgetMs`; null when another run has begun. With `measure`, the
   * losses at the weights reached are computed, too.
   */
  train(run: number, until: number, budgetMs: number, measure: boolean): Trained | null;
  schedule(run: number, change: Change): void;
}

export interface Weights {
  run: number;
  weights: Uint8Array;
}

export interface Trained extends Weights {
  report: TrainReport;
  present: LossPoint | null;
}

/** The worker that validates settings and answers from the latest weights. */
export interface EvaluatorApi {
  open(module: WebAssembly.Module): Promise<void>;
  check(input: Settings): Checked;
  /** Begins a run; returns its training states, (n, 2·dof) row-major. */
  start(run: number, settings: Settings): Float32Array;
  setRollout(run: number, settings: Settings): void;
  observe(run: number, question: Question): Answer | null;
}

/** New weights by learner, then what is to be computed from all that are known. */
export interface Question {
  weights: Record<string, Uint8Array>;
  /** Learners to roll out beside the truth; null for no rollouts. */
  rollouts: string[] | null;
  layers: LayerQuestion[];
}

export interface LayerQuestion {
  model: string;
  window: Window;
  quantity: Quantity;
  dark: boolean;
  arrowCells: number;
  mapCells: number;
}

/** A model's field on the window: arrows and a rasterised map. */
export interface Layer {
  model: string;
  arrows: Arrows;
  map: ImageData;
}

export interface Answer {
  run: number;
  rollouts: Rollouts | null;
  layers: Layer[];
}
