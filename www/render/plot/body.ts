// The bodies: a mass on a spring, a pendulum, orbiting bodies. Draws them, and maps pointer positions to coordinates.

import type { Body, BodyView } from "./body-contract";
import type { Pen } from "./pen";
import type { Size } from "./surface";
import { modelColour, sizes } from "./theme";

/** A mass on a spring whose other end is fixed at the plane's left edge. A tick marks the rest position. */
function drawSpring(ctx: Pen, view: BodyView, state: number[], reference: number[] | null): void {
  const { size, colours, x } = view;
  const wall = x.range[0];
  const { half, rail, middle } = springMeasures(size);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.faint;
  ctx.beginPath();
  ctx.moveTo(wall + 0.5, rail);
  ctx.lineTo(x.range[1], rail);
  ctx.moveTo(Math.round(x(0)) + 0.5, rail);
  ctx.lineTo(Math.round(x(0)) + 0.5, rail + 6);
  for (let y = middle - 2 * half; y < rail; y += 6) {
    ctx.moveTo(wall, y + 6);
    ctx.lineTo(wall - 6, y + 10);
  }
  ctx.moveTo(wall + 0.5, middle - 2 * half);
  ctx.lineTo(wall + 0.5, rail);
  ctx.stroke();
  const block = (q: number) => x(q) - half;
  if (reference) {
    ctx.strokeStyle = modelColour(colours, "truth");
    ctx.setLineDash([3, 3]);
    ctx.strokeRect(block(reference[0] ?? 0), middle - half, 2 * half, 2 * half);
    ctx.setLineDash([]);
  }
  const q = state[0] ?? 0;
  const colour = modelColour(colours, view.model);
  // A diverging mass leaves the picture at the plane's edge.
  ctx.save();
  ctx.beginPath();
  ctx.rect(wall, 0, x.range[1] - wall, size.height);
  ctx.clip();
  coil(ctx, wall, block(q), middle, half * 0.62);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.4;
  ctx.lineJoin = "round";
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fillRect(block(q), middle - half, 2 * half, 2 * half);
  ctx.restore();
}

function springMeasures({ height }: Size) {
  const half = Math.min(20, height * 0.2);
  const rail = Math.round(height / 2 + half) + 0.5;
  return { half, rail, middle: rail - half - 0.5 };
}

/** A zigzag with a fixed number of teeth, which widen as it stretches. */
function coil(ctx: Pen, from: number, to: number, y: number, height: number): void {
  const teeth = 14;
  const lead = Math.min(8, Math.abs(to - from) / 6);
  const span = to - from - 2 * lead;
  ctx.beginPath();
  ctx.moveTo(from, y);
  ctx.lineTo(from + lead, y);
  for (let i = 0; i < teeth; i++) {
    ctx.lineTo(from + lead + (span * (i + 0.5)) / teeth, y + (i % 2 === 0 ? -height : height));
  }
  ctx.lineTo(to - lead, y);
  ctx.lineTo(to, y);
}

/** A bob on a rigid rod. Angle 0 is straight down. */
function drawPendulum(ctx: Pen, view: BodyView, state: number[], reference: number[] | null): void {
  const { colours } = view;
  const { radius, rod, pivotX, pivotY } = pendulumMeasures(view);
  const bob = (q: number): [number, number] => [pivotX + rod * Math.sin(q), pivotY + rod * Math.cos(q)];
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.line;
  ctx.beginPath();
  ctx.arc(pivotX, pivotY, rod, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.strokeStyle = colours.faint;
  ctx.beginPath();
  ctx.moveTo(pivotX, pivotY + rod - 4);
  ctx.lineTo(pivotX, pivotY + rod + 4);
  ctx.stroke();
  const draw = (q: number, filled: boolean) => {
    const [bx, by] = bob(q);
    const colour = modelColour(colours, filled ? view.model : "truth");
    ctx.strokeStyle = colour;
    ctx.lineWidth = filled ? 2 : 1;
    ctx.setLineDash(filled ? [] : [3, 3]);
    ctx.beginPath();
    ctx.moveTo(pivotX, pivotY);
    ctx.lineTo(bx, by);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(bx, by, radius, 0, 2 * Math.PI);
    if (filled) {
      ctx.fillStyle = colour;
      ctx.fill();
    } else ctx.stroke();
    ctx.setLineDash([]);
  };
  if (reference) draw(reference[0] ?? 0, false);
  draw(state[0] ?? 0, true);
  ctx.fillStyle = colours.ink;
  ctx.beginPath();
  ctx.arc(pivotX, pivotY, 2.5, 0, 2 * Math.PI);
  ctx.fill();
}

function pendulumMeasures({ size, x }: BodyView) {
  const radius = Math.max(5, Math.min(9, size.height * 0.09));
  return {
    radius,
    rod: Math.max(10, size.height / 2 - radius - 3),
    pivotX: (x.range[0] + x.range[1]) / 2,
    pivotY: size.height / 2,
  };
}

/** Bodies in their orbital plane, seen from above. State: all x positions, then all y positions, then the momenta. */
function drawOrbits(ctx: Pen, view: BodyView, state: number[], reference: number[] | null): void {
  const { colours } = view;
  const bodies = state.length / 4;
  const { middleX, middleY, scale } = orbitMeasures(view);
  const dots = (positions: number[], filled: boolean) => {
    const colour = modelColour(colours, filled ? view.model : "truth");
    ctx.lineWidth = 1;
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    for (let body = 0; body < bodies; body++) {
      const px = middleX + scale * (positions[body] ?? 0);
      const py = middleY - scale * (positions[bodies + body] ?? 0);
      ctx.setLineDash(filled ? [] : [2, 2]);
      ctx.beginPath();
      ctx.arc(px, py, 5.5, 0, 2 * Math.PI);
      // The first body is a disc and the others are rings, because the planes show the first.
      if (filled && body === 0) ctx.fill();
      else ctx.stroke();
    }
    ctx.setLineDash([]);
  };
  ctx.strokeStyle = colours.line;
  ctx.beginPath();
  ctx.moveTo(middleX - 4, middleY);
  ctx.lineTo(middleX + 4, middleY);
  ctx.moveTo(middleX, middleY - 4);
  ctx.lineTo(middleX, middleY + 4);
  ctx.stroke();
  if (reference) dots(reference, false);
  dots(state, true);
}

function orbitMeasures({ size, x }: BodyView) {
  return {
    middleX: (x.range[0] + x.range[1]) / 2,
    middleY: size.height / 2,
    scale: (size.height / 2 - 4) / Math.max(...x.domain.map(Math.abs)),
  };
}

/** Axes of the bodies after the first, on planes that show the first body's path. State as in `drawOrbits`. */
export const companionAxes = (body: string, dim: number): [number, number][] =>
  body === "orbits" ? Array.from({ length: dim / 4 - 1 }, (_, i) => [i + 1, dim / 4 + i + 1]) : [];

const spring: Body = {
  draw: drawSpring,
  places: ({ size, x }, [q = 0]) => [[x(q), springMeasures(size).middle]],
  held: ({ x }, _, px) => [x.invert(px)],
};

const pendulum: Body = {
  draw: drawPendulum,
  places: (view, [q = 0]) => {
    const { rod, pivotX, pivotY } = pendulumMeasures(view);
    return [[pivotX + rod * Math.sin(q), pivotY + rod * Math.cos(q)]];
  },
  // Of all equivalent angles, take the nearest to the old one, so that nothing jumps at the top.
  held: (view, [q = 0], px, py) => {
    const { pivotX, pivotY } = pendulumMeasures(view);
    const turn = Math.atan2(px - pivotX, py - pivotY) - q;
    return [q + turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI))];
  },
};

const orbits: Body = {
  draw: drawOrbits,
  places: (view, state) => {
    const { middleX, middleY, scale } = orbitMeasures(view);
    const bodies = state.length / 4;
    return Array.from({ length: bodies }, (_, body) => [
      middleX + scale * (state[body] ?? 0),
      middleY - scale * (state[bodies + body] ?? 0),
    ]);
  },
  held: (view, state, px, py, part) => {
    const { middleX, middleY, scale } = orbitMeasures(view);
    const bodies = state.length / 4;
    const q = state.slice(0, 2 * bodies);
    q[part] = (px - middleX) / scale;
    q[bodies + part] = (middleY - py) / scale;
    return q;
  },
};

/** Bodies by the name in the system's view. Whoever loads `potential.ts` adds those of formulas. */
export const BODIES: Record<string, Body> = { spring, pendulum, orbits };

/** Horizontal range of the body's canvas, which is as wide as the plane below. */
export const bodyRange = (width: number): [number, number] => [sizes.margin.left, width - sizes.margin.right];
