// Draws the training data as dots on a phase plane.
import type { Pen } from "../plot/pen";
import { sizes } from "../plot/theme";
import { type PlaneView, planeScales } from "../plot/viewport";
import type { Layer } from "./layer";

const TRUTH = "truth";

/** Multiples of the golden ratio, modulo 1, are spread evenly, so that the selection can't alias with patterns in the rows. */
const GOLDEN = (1 + Math.sqrt(5)) / 2;

export const samples: Layer = {
  keptFor: ({ samples }) => samples,

  /** Opaque on the data's own plane, faint on the others. */
  draw(pen, view, { samples, dim }) {
    if (!samples) return;
    pen.save();
    pen.globalAlpha = view.model === TRUTH ? 1 : sizes.faintSamples;
    drawSamples(pen, view, samples, dim);
    pen.restore();
  },
};

function drawSamples(ctx: Pen, view: PlaneView, states: Float32Array, dim: number): void {
  const { x, y } = planeScales(view);
  const rows = Math.floor(states.length / dim);
  ctx.fillStyle = view.colours.sample;
  ctx.beginPath();
  for (let i = 0; i < Math.min(rows, sizes.samplesShown); i++) {
    const row = rows <= sizes.samplesShown ? i : Math.floor(((i * GOLDEN) % 1) * rows);
    const px = x(states[row * dim + view.axes[0]] ?? Number.NaN);
    const py = y(states[row * dim + view.axes[1]] ?? Number.NaN);
    ctx.moveTo(px + sizes.sample, py);
    ctx.arc(px, py, sizes.sample, 0, 2 * Math.PI);
  }
  ctx.fill();
}
