// The messages between the page and its workers. Every message about a run carries the run's number.
import type {
  Change,
  Data,
  DriftByStart,
  MeanLosses,
  Quantity,
  Rollouts,
  TrainReport,
} from "../../pkg/hnn_playground";
import type { Settings } from "../experiment/experiment";
import type { Coverage, PlaneField } from "../render/layers/layer";
import type { Comparison } from "../render/plot/comparison";
import type { Size } from "../render/plot/surface";
import type { Point, Viewport } from "../render/plot/viewport";
import type { Probe } from "../render/pointer";
import type { PlaneScene, Shown } from "../render/scene";

/** Trainer: trains one learner. */
export interface TrainerApi {
  open(module: WebAssembly.Module): Promise<void>;
  /** Draws the training and test data of an experiment; throws the reason if it can't. */
  draw(settings: Settings): Data;
  /**
   * Creates the learner and returns its initial weights; `past` lists the live changes known so far. Discards all earlier runs
   * except `parkedRun`.
   */
  start(
    run: number,
    settings: Settings,
    data: Data,
    learner: string,
    past: Change[],
    parkedRun: number | null,
  ): Weights;
  /**
   * Trains up to step `until`, for about `budgetMs` at most. With `measure`, also computes the losses at the final weights. Null if
   * the worker doesn't have this run.
   */
  train(run: number, until: number, budgetMs: number, measure: boolean): Trained | null;
  schedule(run: number, change: Change): void;
  /** The current weights and the run record; null if the worker doesn't have this run. */
  save(run: number): Saved | null;
  /** Continues training from the weights of a file. If they don't fit, throws the reason and changes nothing. */
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
  /** A safetensors file. */
  weights: Uint8Array;
  /** JSON. */
  record: string;
}

export interface Loaded extends Weights {
  present: MeanLosses;
}

/** Inspector: computes rollouts, fields and maps from the latest weights. */
export interface InspectorApi {
  open(module: WebAssembly.Module): Promise<void>;
  /** Starts a run. */
  start(run: number, settings: Settings, data: Data): Started;
  observe(run: number, question: Question): Answer | null;
}

/** What the inspector knows of a run before training. */
export interface Started {
  /** The loss of the true field on the noisy test states; null if it is unknown or the loss doesn't compare derivatives. */
  lossOfTrueLaw: number | null;
}

/** New rollout settings and new weights by learner, followed by what to compute from them. */
export interface Question {
  settings: Settings | null;
  weights: Record<string, Uint8Array>;
  /** Learners to roll out besides the truth; null for no rollouts. */
  rollouts: string[] | null;
  /** Whether to also compare the models along the rollouts. */
  compare: boolean;
  fields: FieldQuestion[];
  /** The viewport to compute the coverage by training data for. */
  coverage: { viewport: Viewport; mapCells: number } | null;
  /** A point of the plane at which to evaluate all models. */
  probe: Point | null;
  /** The learner whose energy drift to measure over many starts. */
  driftOf: string | null;
}

export interface FieldQuestion {
  model: string;
  viewport: Viewport;
  /** The map's quantity; null for arrows only. */
  quantity: Quantity | null;
  arrowCells: number;
  mapCells: number;
}

export interface Answer {
  run: number;
  rollouts: Rollouts | null;
  /** The predicted pace of the best learnable field from the rollouts' initial state; null if unknown. */
  bestPace: number | null;
  comparison: Comparison | null;
  fields: PlaneField[];
  coverage: Coverage | null;
  probe: Probe | null;
  drift: MeasuredDrift | null;
}

/** A learner's energy drift over many starts; null if the true energy is unknown. */
export interface MeasuredDrift {
  learner: string;
  byStart: DriftByStart | null;
}

/** The layout of a column: a body above a plane. */
export interface ColumnLayout {
  shown: Shown;
  /** Sizes in page pixels; zero if nothing is shown. */
  body: Size;
  plane: Size;
  /** Page pixels per drawing pixel. */
  scale: number;
  /** Screen pixels per page pixel. */
  ratio: number;
}

/** The marked point of the planes, and the models' values there. */
export interface MarkedPoint {
  at: Point;
  readings: Probe["readings"];
}

/** What changed in a column. */
export interface ColumnUpdate {
  id: number;
  /** Only for a new column. */
  canvas?: OffscreenCanvas;
  layout?: ColumnLayout;
  /** The plane's axes and colour bar, rendered with the page's fonts. */
  axes?: ImageBitmap;
}

/** Sent to the renderer once per frame: the time, and what changed. */
export interface RenderUpdate {
  /** Counts the changes to everything but the time and the pointer. */
  version: number;
  /** Seconds from the start of the rollouts. */
  time: number;
  pointer?: MarkedPoint | null;
  columns: ColumnUpdate[];
  /** Ids of removed columns. */
  removed: number[];
  scene: { -readonly [Field in keyof Omit<PlaneScene, "fields">]?: PlaneScene[Field] };
  /** All models that have a field, and the fields that changed. */
  fields: { models: string[]; changed: PlaneField[] } | null;
}

/** What happened to a canvas. `no-renderer`: no renderer could be started to draw on it. */
export type CanvasStatus = "lost" | "restored" | "refused" | "no-renderer";

/** Sent by the renderer: the version it has drawn, or what happened to a canvas. */
export type RenderReport = { drawn: number } | { canvas: CanvasStatus };
