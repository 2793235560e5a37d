// Where a value sits on its slider. Logarithmic sliders whose zero means something have one extra stop at the left.
import type { Kind } from "../pkg/hnn_playground";

export type NumberKind = Extract<Kind, { type: "number" }>;

/** Stops of a logarithmic slider above its zero. */
const STOPS = 200;

export interface SliderRange {
  min: number;
  max: number;
  step: number;
}

export const sliderRange = (kind: NumberKind): SliderRange =>
  kind.logarithmic
    ? { min: hasZero(kind) ? -1 : 0, max: STOPS, step: 1 }
    : { min: kind.min, max: kind.max, step: kind.step };

/** A range of more stops than anyone can aim at has an entry field only. */
export const slidable = (kind: NumberKind): boolean =>
  kind.logarithmic || (kind.max - kind.min) / kind.step <= 1e4;

/** Whether 0 is allowed besides the range, with a meaning of its own. JSON writes null where there is none. */
export const hasZero = (kind: NumberKind): boolean => (kind.zero ?? null) !== null;

export function positionOf(kind: NumberKind, value: number): number {
  if (!kind.logarithmic) return value;
  if (value <= 0) return -1;
  const low = Math.log(kind.min);
  return (STOPS * (Math.log(value) - low)) / (Math.log(kind.max) - low);
}

/** The value at a position, to two significant digits on a logarithmic scale. */
export function valueAt(kind: NumberKind, position: number): number {
  if (!kind.logarithmic) return Number(position.toPrecision(12));
  if (position < 0) return 0;
  const low = Math.log(kind.min);
  const raw = Math.exp(low + (position / STOPS) * (Math.log(kind.max) - low));
  const rounded = Number(raw.toPrecision(2));
  const value = kind.integer ? Math.round(rounded) : rounded;
  return Math.min(kind.max, Math.max(kind.min, value));
}
