// Maps values to slider positions. A logarithmic slider steps through round values, preceded by 0 if 0 has a special meaning.
import type { Kind } from "../../pkg/hnn_playground";

export type NumberKind = Extract<Kind, { type: "number" }>;

export interface SliderRange {
  min: number;
  max: number;
  step: number;
}

/** Whether to show a slider. With more stops than anyone can hit, an entry field alone is better. */
export const slidable = (kind: NumberKind): boolean =>
  kind.logarithmic || (kind.max - kind.min) / kind.step <= 1e4;

/** Whether 0 is allowed in addition to the range, with a special meaning. JSON has null if it isn't. */
export const hasZero = (kind: NumberKind): boolean => (kind.zero ?? null) !== null;

export const sliderRange = (kind: NumberKind): SliderRange =>
  kind.logarithmic
    ? { min: 0, max: stopsOf(kind).length - 1, step: 1 }
    : { min: kind.min, max: kind.max, step: kind.step };

export function positionOf(kind: NumberKind, value: number): number {
  if (!kind.logarithmic) return value;
  const stops = stopsOf(kind);
  const next = stops.findIndex((stop) => stop >= value);
  if (next < 0) return stops.length - 1;
  const [low, high] = [stops[next - 1], stops[next]];
  return low !== undefined && high !== undefined && low > 0 && value / low < high / value ? next - 1 : next;
}

export const valueAt = (kind: NumberKind, position: number): number =>
  kind.logarithmic ? (stopsOf(kind)[Math.round(position)] ?? kind.min) : Number(position.toPrecision(12));

const PER_RANGE = 160;
const known = new WeakMap<NumberKind, number[]>();

/** The values of a logarithmic slider: evenly spaced in the logarithm, rounded to two significant digits, without duplicates. */
function stopsOf(kind: NumberKind): number[] {
  let stops = known.get(kind);
  if (!stops) {
    const ratio = kind.max / kind.min;
    const values = Array.from({ length: PER_RANGE + 1 }, (_, i) => {
      const value = Number((kind.min * ratio ** (i / PER_RANGE)).toPrecision(2));
      return Math.min(kind.max, Math.max(kind.min, kind.integer ? Math.round(value) : value));
    });
    stops = [...new Set([...(hasZero(kind) ? [0] : []), ...values])].sort((a, b) => a - b);
    known.set(kind, stops);
  }
  return stops;
}
