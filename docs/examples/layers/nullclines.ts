// Draws a field's nullclines: lines on which one component of the velocity vanishes. Equilibria lie where they cross.
import { isolines, traceLines } from "../plot/isolines";
import { planeScales } from "../plot/viewport";
import type { Layer } from "./layer";

export const nullclines: Layer = {
  draw(pen, view, { field }) {
    if (!field) return;
    const { nx: columns, ny: rows, values } = field.arrows;
    for (const axis of [0, 1]) {
      const component = values.filter((_, i) => i % 2 === axis);
      pen.strokeStyle = view.colours.ink;
      pen.lineWidth = 1;
      pen.setLineDash(axis === 0 ? [] : [3, 3]);
      pen.beginPath();
      const lines = isolines({ columns, rows, values: component }, 0);
      traceLines(pen, planeScales(view), field.viewport, lines);
      pen.stroke();
    }
  },
};
