// The shapes of the models' markers, which identify a model without colour.
import type { Marker } from "./theme";

type Corner = readonly [number, number];

const square: Corner[] = [
  [-0.9, -0.9],
  [0.9, -0.9],
  [0.9, 0.9],
  [-0.9, 0.9],
];
const triangle: Corner[] = [
  [0, -1.2],
  [1.1, 0.9],
  [-1.1, 0.9],
];
const plus: Corner[] = [
  [0.45, -1.3],
  [0.45, -0.45],
  [1.3, -0.45],
  [1.3, 0.45],
  [0.45, 0.45],
  [0.45, 1.3],
  [-0.45, 1.3],
  [-0.45, 0.45],
  [-1.3, 0.45],
  [-1.3, -0.45],
  [-0.45, -0.45],
  [-0.45, -1.3],
];

/** Turned by an eighth of a turn. */
const turned = (corners: Corner[]): Corner[] =>
  corners.map(([x, y]) => [(x + y) * Math.SQRT1_2, (y - x) * Math.SQRT1_2]);

/** Corners in units of the marker's size. */
const CORNERS: Record<Exclude<Marker, "circle">, Corner[]> = {
  square,
  diamond: turned(square),
  triangle,
  wedge: triangle.map(([x, y]) => [x, -y]),
  left: triangle.map(([x, y]) => [y, x]),
  right: triangle.map(([x, y]) => [-y, x]),
  plus,
  cross: turned(plus),
};

/** The corners of a marker of size `r` around a point; null for a circle. */
export const markerCorners = (marker: Marker, x: number, y: number, r: number): Corner[] | null =>
  marker === "circle" ? null : CORNERS[marker].map(([dx, dy]) => [x + r * dx, y + r * dy]);

/** A marker as an SVG path. */
export function markerOutline(marker: Marker, r: number, x = 0, y = 0): string {
  const corners = markerCorners(marker, x, y, r)?.map((corner) => corner.map((each) => +each.toFixed(3)));
  return corners
    ? `M${corners.join("L")}z`
    : `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}
