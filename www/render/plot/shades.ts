// The colours of a map: where a value lies on the colour bar, and the colour there.
import type { QuantityMap } from "../../../pkg/hnn_playground";
import type { Colours, Rgb } from "./theme";

export type Bar = Pick<QuantityMap, "quantity" | "range" | "unit">;

/** Number of bands between the contours of energy. */
const BANDS = 12;

/**
 * The place of a value on the colour bar, 0 … 1 within the bar's range. Energies are spaced by the square root of their height
 * above the lowest, so that a quadratic valley gets evenly spaced contours.
 */
export function placeOnBar({ quantity, range: [low, high] }: Bar, value: number): number {
  const height = (value - low) / (high - low || 1);
  return quantity === "energy" ? Math.sign(height) * Math.sqrt(Math.abs(height)) : height;
}

/** The places of the contours on the colour bar. Only energies have contours. */
export const contourPlaces = ({ quantity }: Bar): number[] =>
  quantity === "energy" ? Array.from({ length: BANDS }, (_, i) => (i + 1) / BANDS) : [];

/** The colour at a place on the bar, also beyond its ends; a colour of its own for a place that is not a number. */
export function shadeAt({ quantity }: Bar, { map }: Colours, place: number): Rgb {
  if (Number.isNaN(place)) return map.unknown;
  if (quantity === "energy") return mixed(map.ground, map.high, place);
  const signed = 2 * place - 1;
  return mixed(map.ground, signed < 0 ? map.negative : map.positive, Math.abs(signed));
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const part = Math.max(0, Math.min(1, share));
  const channel = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * part);
  return [channel(0), channel(1), channel(2)];
}

export const cssOf = ([red, green, blue]: Rgb): string => `rgb(${red}, ${green}, ${blue})`;
