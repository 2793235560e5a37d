// What layers draw: a model's results on a plane. A layer is a file of this folder, named in the table (table.ts).
import type { QuantityMap } from "../../../pkg/hnn_playground";
import type { Grid } from "../plot/grid";
import type { Pen } from "../plot/pen";
import type { PlaneView, Viewport } from "../plot/viewport";

/** A vector field on a grid: (ny, nx, 2) row-major, row 0 at the lower edge of the viewport. */
export interface Arrows {
  nx: number;
  ny: number;
  values: Float32Array;
}

/** One model's field over a viewport: arrows, and the values of a quantity if a map is shown. */
export interface PlaneField {
  model: string;
  viewport: Viewport;
  arrows: Arrows;
  map: QuantityMap | null;
}

/** The distance to the nearest training state over a viewport; 1 at the edge of the region with training data. */
export interface Coverage extends Grid {
  viewport: Viewport;
}

/** The data of a plane's layers. After a pan or zoom, field and coverage still have the viewport they were computed for. */
export interface PlaneData {
  field: PlaneField | null;
  /** The training states, (n, dim) row-major. */
  samples: Float32Array | null;
  dim: number;
  /** Null on the truth's plane: the truth does not extrapolate. */
  coverage: Coverage | null;
}

export interface Layer {
  /** Draws inside the frame, which clips it. */
  draw(pen: Pen, view: PlaneView, data: PlaneData): void;
  /**
   * For costly drawings that don't depend on the weights: the data that they depend on. The renderer keeps the drawing as a picture
   * until these or the view change.
   */
  keptFor?(data: PlaneData): unknown;
}
