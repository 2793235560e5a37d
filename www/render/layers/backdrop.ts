// Draws the backdrop of a phase plane, behind the rollouts: map with contours, axis lines, and the layers of the table.
import type { LayerKind } from "../../experiment/layers";
import type { Pen } from "../plot/pen";
import { type PlaneView, planeScales } from "../plot/viewport";
import { drawContours } from "./contours";
import type { Layer, PlaneData } from "./layer";
import { drawMap } from "./map";
import { DRAWINGS } from "./table";

/** Draws a layer, or copies the picture kept of its last drawing. */
export type DrawLayer = (id: string, layer: Layer) => void;

/** Draws everything that depends on the weights and the viewport, except text. */
export function drawField(
  pen: Pen,
  view: PlaneView,
  data: PlaneData,
  visible: readonly LayerKind[],
  drawings: Readonly<Record<string, Layer>> = DRAWINGS,
  drawLayer: DrawLayer = (_, layer) => layer.draw(pen, view, data),
): void {
  const { colours } = view;
  const { x, y } = planeScales(view);
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  pen.fillStyle = colours.plate;
  pen.fillRect(left, top, right - left, bottom - top);
  pen.save();
  pen.beginPath();
  pen.rect(left, top, right - left, bottom - top);
  pen.clip();
  if (data.field) {
    drawMap(pen, view, data.field);
    drawContours(pen, view, data.field);
  }
  pen.strokeStyle = colours.grid;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x(0), top);
  pen.lineTo(x(0), bottom);
  pen.moveTo(left, y(0));
  pen.lineTo(right, y(0));
  pen.stroke();
  for (const [id, layer] of Object.entries(drawings)) {
    if (visible.some((each) => each === id)) drawLayer(id, layer);
  }
  pen.restore();
}
