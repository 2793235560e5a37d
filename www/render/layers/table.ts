// The layers' drawing functions. www/experiment/layers.ts has their names and texts.
import type { LayerKind } from "../../experiment/layers";
import { arrows } from "./arrows";
import { coverage } from "./coverage";
import type { Layer } from "./layer";
import { samples } from "./samples";

/** From the lowest to the topmost. */
export const DRAWINGS: Record<LayerKind, Layer> = {
  coverage,
  arrows,
  data: samples,
};
