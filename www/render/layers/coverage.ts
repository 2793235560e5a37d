// Hatches the region of a phase plane without training data.
import { interpolatedAt } from "../plot/grid";
import type { Pen } from "../plot/pen";
import { sizes } from "../plot/theme";
import { type PlaneView, planeScales } from "../plot/viewport";
import type { Coverage, Layer } from "./layer";

/** Distance at which the region with training data ends. */
const EDGE = 1;
/** Pixels between two looks at the distance along a line. */
const STEP = 2;

export const coverage: Layer = {
  keptFor: ({ coverage }) => coverage,

  draw(pen, view, { coverage }) {
    if (!coverage) return;
    pen.strokeStyle = view.colours.hatch;
    pen.lineWidth = sizes.hatch;
    pen.setLineDash([]);
    pen.beginPath();
    traceHatching(pen, view, coverage);
    pen.stroke();
  },
};

/** Oblique lines. Their distance on screen doesn't depend on the zoom. */
function traceHatching(pen: Pen, view: PlaneView, coverage: Coverage): void {
  const { x, y } = planeScales(view);
  const { viewport } = coverage;
  const [bottom, top] = y.range;
  const height = bottom - top;
  // The visible part of the viewport for which the distances were computed.
  const [left, right] = [Math.max(x.range[0], x(viewport.x[0])), Math.min(x.range[1], x(viewport.x[1]))];
  const [lower, upper] = [Math.min(bottom, y(viewport.y[0])), Math.max(top, y(viewport.y[1]))];
  for (let start = x.range[0] - height; start < x.range[1]; start += sizes.hatchGap) {
    const from = Math.max(left - start, bottom - lower);
    const to = Math.min(right - start, bottom - upper);
    if (!(to > from)) continue;
    let before = 0;
    for (let up = from; up <= to; up += STEP) {
      const here = interpolatedAt(coverage, viewport, x.invert(start + up), y.invert(bottom - up)) - EDGE;
      // Where the line has crossed the edge since the last look.
      const at = up === from ? up : up - (STEP * here) / (here - before);
      if (here >= 0 && (up === from || before < 0)) pen.moveTo(start + at, bottom - at);
      else if (here < 0 && up > from && before >= 0) pen.lineTo(start + at, bottom - at);
      before = here;
    }
    if (before >= 0) pen.lineTo(start + to, bottom - to);
  }
}
