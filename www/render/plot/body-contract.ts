// What a body is: it draws one kind of system, and maps pointer positions to coordinates.
import type { Potential } from "../../../pkg/hnn_playground";
import type { Pen } from "./pen";
import type { Scale } from "./scales";
import type { Size } from "./surface";
import type { Colours } from "./theme";

export interface BodyView {
  size: Size;
  colours: Colours;
  model: string;
  /** Scale of the horizontal axis of the plane below, before any zoom, so that positions line up. */
  x: Scale;
  /** In which the body of a formula moves. */
  potential: Potential | null;
}

export type DrawBody = (ctx: Pen, view: BodyView, state: number[], reference: number[] | null) => void;

/** Draws one kind of system and lets the pointer drag it. */
export interface Body {
  draw: DrawBody;
  /** Canvas positions of the parts that can be dragged. */
  places(view: BodyView, state: readonly number[]): [number, number][];
  /** The positions q after dragging part number `part` of `places` to (px, py); the others stay as in `state`. */
  held(view: BodyView, state: readonly number[], px: number, py: number, part: number): number[];
}
