// What the page and its workers say to one another. Every message about a run carries the run's number.
import type {
  Change,
  Checked,
  DriftByStart,
  MeanLosses,
  Quantity,
  ReadRecord,
  Rollouts,
  TrainReport,
} from "../../pkg/hnn_playground";
import type { Settings } from "../experiment/experiment";
import type { Comparison } from "../render/plot/comparison";
import type { Size } from "../render/plot/surface";
import type { Point, Viewport } from "../render/plot/viewport";
import type { Probe } from "../render/pointer";
import type { Coverage, Drawn, Layer } from "../render/scene";

/** A worker that trains one learner. */
export interface TrainerApi {
  open(module: WebAssembly.Module): Promise<void>;
  /**
   * Builds the learner at its initial weights, which are returned; `past` are the live changes known so far. Of earlier runs
   * only `kept` is kept, if it is there.
   */
  start(run: number, settings: Settings, learner: string, past: Change[], kept: number | null): Weights;
  /**
   * Trains up to step `until`, but not longer than about `budgetMs`; null when the worker has no such run. With `measure`, the
   * losses at the weights reached are computed, too.
   */
  train(run: number, until: number, budgetMs: number, measure: boolean): Trained | null;
  schedule(run: number, change: Change): void;
  /** The present weights and the run record; null when the worker has no such run. */
  save(run: number): Saved | null;
  /** Goes on from the weights of a file; throws the reason if they do not fit, and then nothing has changed. */
  load(run: number, bytes: Uint8Array): Loaded | null;
}

export interface Weights {
  run: number;
  weights: Uint8Array;
}

export interface Trained extends Weights {
  report: TrainReport;
  present: MeanLosses | null;
}

export interface Saved {
  /** The bytes of a safetensors file. */
  weights: Uint8Array;
  /** JSON. */
  record: string;
}

export interface Loaded extends Weights {
  present: MeanLosses;
}

/** The worker that validates settings and answers from the latest weights. */
export interface InspectorApi {
  open(module: WebAssembly.Module): Promise<void>;
  check(input: Settings): Checked;
  /** Reads a run record from JSON; throws the reason if it is none. */
  read(json: string): ReadRecord;
  /** Begins a run. */
  start(run: number, settings: Settings): Started;
  /** The momenta with which the true system moves at `velocities` through `positions`. */
  momenta(run: number, positions: number[], velocities: number[]): number[] | null;
  observe(run: number, question: Question): Answer | null;
}

/** What is known of a run before any training. */
export interface Started {
  /** The training states, (n, 2·dof) row-major. */
  samples: Float32Array;
  /** The loss of the true field on the noisy test states; null where the loss compares no derivatives. */
  lossOfTrueLaw: number | null;
}

/** New settings of the rollouts and new weights by learner, then what is to be computed from all that are known. */
export interface Question {
  settings: Settings | null;
  weights: Record<string, Uint8Array>;
  /** Learners to roll out beside the truth; null for no rollouts. */
  rollouts: string[] | null;
  /** Whether to compare the models along the rollouts, too. */
  compare: boolean;
  layers: LayerQuestion[];
  /** The part of the plane whose coverage by training data is asked for. */
  coverage: { viewport: Viewport; mapCells: number } | null;
  /** A point of the plane that is read by all models. */
  probe: Point | null;
  /** The learner whose drift from many starts is measured. */
  driftOf: string | null;
}

export interface LayerQuestion {
  model: string;
  viewport: Viewport;
  /** What the map shows; null for arrows alone. */
  quantity: Quantity | null;
  dark: boolean;
  arrowCells: number;
  mapCells: number;
}

export interface Answer {
  run: number;
  rollouts: Rollouts | null;
  /** The pace predicted for the best learnable field from the start of the rollouts; null where it is unknown. */
  bestPace: number | null;
  comparison: Comparison | null;
  layers: Layer[];
  coverage: Coverage | null;
  probe: Probe | null;
  drift: MeasuredDrift | null;
}

/** How far a learner's energy drifts from many starts; null for a system without energy. */
export interface MeasuredDrift {
  learner: string;
  byStart: DriftByStart | null;
}

/** How a column is laid out: a model's body, and its plane beneath. */
export interface ColumnLayout {
  model: string;
  /** Boxes in pixels of the page; without an area where nothing is shown. */
  body: Size;
  plane: Size;
  /** Pixels of the page a pixel of the drawing. */
  scale: number;
  /** Pixels of the screen a pixel of the page. */
  ratio: number;
}

/** The point of the planes that is marked, and what the models say of it. */
export interface MarkedPoint {
  at: Point;
  readings: Probe["readings"];
}

/** What has changed of a column. */
export interface ColumnOrder {
  id: number;
  /** Of a new column. */
  canvas?: OffscreenCanvas;
  shape?: ColumnLayout;
  /** A picture of the plane's axes, in the page's typefaces. */
  axes?: ImageBitmap;
}

/** What the painter is told, once a frame: what has changed, and the moment that is shown. */
export interface RenderOrder {
  /** Of all but the moment. */
  version: number;
  /** s since the rollouts' start. */
  time: number;
  pointer?: MarkedPoint | null;
  columns: ColumnOrder[];
  /** Columns that there are no more. */
  gone: number[];
  scene: { -readonly [Part in keyof Omit<Drawn, "layers">]?: Drawn[Part] };
  /** All models that have a layer, and the layers of those that have another than before. */
  layers: { models: string[]; changed: Layer[] } | null;
}

/** What becomes of a canvas; `unpainted` if there is nobody to draw on it. */
export type CanvasStatus = "lost" | "restored" | "refused" | "unpainted";

/** What the painter answers: the version that it has drawn, or what has become of a canvas. */
export type RenderReport = { drawn: number } | { fate: CanvasStatus };
