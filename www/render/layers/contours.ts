// Draws contours of energy: lines of equal H or H_θ at the levels marked on the colour bar.
import type { QuantityMap } from "../../../pkg/hnn_playground";
import { isolines, type Place, traceLines } from "../plot/isolines";
import type { Pen } from "../plot/pen";
import { contourPlaces, placeOnBar } from "../plot/shades";
import { sizes } from "../plot/theme";
import { type PlaneView, planeScales } from "../plot/viewport";
import type { PlaneField } from "./layer";

/** Each map's lines, computed once: pans and zooms draw them again. */
const LINES = new WeakMap<QuantityMap, Place[][]>();

function linesOf(map: QuantityMap): Place[][] {
  const known = LINES.get(map);
  if (known) return known;
  const values = map.values.map((value) => placeOnBar(map, value));
  const lines = contourPlaces(map).flatMap((place) => isolines({ ...map, values }, place));
  LINES.set(map, lines);
  return lines;
}

export function drawContours(pen: Pen, view: PlaneView, { viewport, map }: PlaneField): void {
  if (!map) return;
  pen.strokeStyle = view.colours.contour;
  pen.lineWidth = sizes.contour;
  pen.lineJoin = "round";
  pen.setLineDash([]);
  pen.beginPath();
  traceLines(pen, planeScales(view), viewport, linesOf(map));
  pen.stroke();
}
