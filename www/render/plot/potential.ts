// The bodies of a typed Hamiltonian: a bead in the well H(q, 0), or a point in the plane over the potential's contours.
import type { Potential } from "../../../pkg/hnn_playground";
import type { Body, BodyView } from "./body-contract";
import { isolines, traceLines } from "./isolines";
import type { Pen } from "./pen";
import { linear, type Scale } from "./scales";
import { modelColour } from "./theme";

const RADIUS = 6;
/** This share of the view lies below the well's upper edge. Walls are often so steep that the well would not show. */
const SHOWN = 0.62;
const CONTOURS = 6;

const values = ({ values }: Potential): Float32Array =>
  Float32Array.from(values, (value) => value ?? Number.NaN);

/** The lowest value, and the one below which the share `SHOWN` of them lies. */
function extent(all: Float32Array): [number, number] {
  const finite = all.filter(Number.isFinite).sort();
  return [finite[0] ?? 0, finite[Math.floor(SHOWN * (finite.length - 1))] ?? 1];
}

/** H(q, 0) between the samples; NaN beyond them. */
function valueAt({ x, columns }: Potential, all: Float32Array, q: number): number {
  const at = ((q - x[0]) / (x[1] - x[0])) * (columns - 1);
  const left = Math.min(columns - 2, Math.floor(at));
  if (!(at >= 0 && at <= columns - 1)) return Number.NaN;
  return (all[left] ?? Number.NaN) * (1 - at + left) + (all[left + 1] ?? Number.NaN) * (at - left);
}

interface Well {
  potential: Potential;
  all: Float32Array;
  y: Scale;
}

/** Well and scale; drawn again in each frame, so that the values are sorted once for each potential. */
const wells = new WeakMap<Potential, { all: Float32Array; range: [number, number] }>();

function wellOf({ potential, size }: BodyView): Well | null {
  if (!potential) return null;
  let known = wells.get(potential);
  if (!known) {
    const all = values(potential);
    known = { all, range: extent(all) };
    wells.set(potential, known);
  }
  const y = linear(known.range, [size.height - RADIUS - 2, RADIUS + 2]);
  return { potential, all: known.all, y };
}

/** Where the bead for q is: on the curve, but not above the picture. */
const beadAt = ({ potential, all, y }: Well, x: Scale, q: number): [number, number] => [
  x(q),
  Math.max(RADIUS, y(valueAt(potential, all, q))),
];

function dot(pen: Pen, [px, py]: [number, number], colour: string, filled: boolean): void {
  if (!Number.isFinite(px + py)) return;
  pen.beginPath();
  pen.arc(px, py, RADIUS, 0, 2 * Math.PI);
  if (filled) {
    pen.fillStyle = colour;
    pen.fill();
    return;
  }
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.setLineDash([2, 2]);
  pen.stroke();
  pen.setLineDash([]);
}

export const bead: Body = {
  draw(pen, view, [q = 0], reference) {
    const well = wellOf(view);
    if (!well) return;
    const { x, size, colours } = view;
    const { potential, all, y } = well;
    const [left, right] = x.range;
    pen.save();
    pen.beginPath();
    pen.rect(left, 0, right - left, size.height);
    pen.clip();
    pen.beginPath();
    let drawing = false;
    all.forEach((value, i) => {
      const px = x(potential.x[0] + ((potential.x[1] - potential.x[0]) * i) / (potential.columns - 1));
      const py = Math.max(-size.height, y(value) + RADIUS);
      if (Number.isFinite(py) && drawing) pen.lineTo(px, py);
      else if (Number.isFinite(py)) pen.moveTo(px, py);
      drawing = Number.isFinite(py);
    });
    pen.strokeStyle = colours.faint;
    pen.lineWidth = 1.5;
    pen.setLineDash([]);
    pen.stroke();
    if (reference) dot(pen, beadAt(well, x, reference[0] ?? 0), modelColour(colours, "truth"), false);
    dot(pen, beadAt(well, x, q), modelColour(colours, view.model), true);
    pen.restore();
  },
  places(view, [q = 0]) {
    const well = wellOf(view);
    return well ? [beadAt(well, view.x, q)] : [];
  },
  held: ({ x }, _, px) => [x.invert(px)],
};

/** Scales of the two positions, the same for both, in the middle of the canvas. */
function plane({ size, x, potential }: BodyView): { x: Scale; y: Scale } | null {
  if (!potential?.y) return null;
  const [width, height] = [potential.x[1] - potential.x[0], potential.y[1] - potential.y[0]];
  const unit = Math.min((size.height - 4) / height, (x.range[1] - x.range[0]) / width);
  const middle = (x.range[0] + x.range[1]) / 2;
  const [half, up] = [(unit * width) / 2, (unit * height) / 2];
  return {
    x: linear(potential.x, [middle - half, middle + half]),
    y: linear(potential.y, [size.height / 2 + up, size.height / 2 - up]),
  };
}

export const point: Body = {
  draw(pen, view, state, reference) {
    const scales = plane(view);
    const { potential, colours, model } = view;
    const well = wellOf(view);
    if (!scales || !well || !potential?.y) return;
    const { columns } = potential;
    const grid = { columns, rows: well.all.length / columns, values: well.all };
    const [low, high] = well.y.domain;
    pen.beginPath();
    for (let i = 1; i <= CONTOURS; i++) {
      const level = low + ((high - low) * i) / CONTOURS;
      traceLines(pen, scales, { x: potential.x, y: potential.y }, isolines(grid, level));
    }
    pen.strokeStyle = colours.line;
    pen.lineWidth = 1;
    pen.setLineDash([]);
    pen.stroke();
    const at = ([q1 = 0, q2 = 0]: readonly number[]): [number, number] => [scales.x(q1), scales.y(q2)];
    if (reference) dot(pen, at(reference), modelColour(colours, "truth"), false);
    dot(pen, at(state), modelColour(colours, model), true);
  },
  places(view, [q1 = 0, q2 = 0]) {
    const scales = plane(view);
    return scales ? [[scales.x(q1), scales.y(q2)]] : [];
  },
  held(view, state, px, py) {
    const scales = plane(view);
    const q = state.slice(0, 2);
    return scales ? [scales.x.invert(px), scales.y.invert(py)] : q;
  },
};
