// Draws the spread over seeds: a dot plot per learner above a common axis, with a ring around the current seed.

import { changesOf, ENERGY_TOLERANCE, type SeedResult, tally } from "../batches/spread";
import { learnerInfo } from "../experiment/catalog";
import { clipped, dotDomain, dotScale, dotSizes, swarm } from "../render/plot/dots";
import { write } from "../render/plot/lettering";
import { drawMarker } from "../render/plot/marks";
import type { Pen } from "../render/plot/pen";
import { type Scale, ticks } from "../render/plot/scales";
import { type Colours, fonts, modelColour, sizes } from "../render/plot/theme";
import { drawKey } from "./lettering";

/** The results over seeds, and whether the truth loses energy. */
export interface SeedsOverview {
  seed: number;
  lossy: boolean;
  results: ReadonlyMap<string, SeedResult[]>;
}

const HEAD = 26;
const LABEL_WIDTH = 70;

export const seedsHeight = (learners: number): number => learners * (HEAD + dotSizes.row) + dotSizes.axis;

export function drawSeeds(
  pen: Pen,
  colours: Colours,
  { seed, lossy, results }: SeedsOverview,
  width: number,
): void {
  const domain = dotDomain([...results.values()].flatMap(changesOf));
  const scale = dotScale(domain, width);
  const [left, right] = scale.range;
  let y = 0;
  for (const [learner, each] of results) {
    const key = drawKey(pen, colours, learner, left, y + 12, true);
    const style = { size: 13, family: "sans", colour: colours.soft } as const;
    const words = `${learnerInfo(learner).label}. ${tally(each, learner, lossy)}`;
    write(pen, [{ text: words }], left + key + 8, y + 16, style);
    drawRow(pen, colours, learner, each, seed, y + HEAD, scale);
    y += HEAD + dotSizes.row;
  }
  pen.font = `${sizes.tickText}px ${fonts.sans}`;
  pen.fillStyle = colours.faint;
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  for (const at of ticks(domain, (right - left) / LABEL_WIDTH)) pen.fillText(percents(at), scale(at), y + 15);
}

function drawRow(
  pen: Pen,
  colours: Colours,
  learner: string,
  results: SeedResult[],
  seed: number,
  top: number,
  scale: Scale,
): void {
  const { radius, row } = dotSizes;
  const [left, right] = scale.range;
  const middle = top + row / 2;
  const [from, to] = [Math.max(left, scale(-ENERGY_TOLERANCE)), Math.min(right, scale(ENERGY_TOLERANCE))];
  pen.fillStyle = colours.grid;
  pen.globalAlpha = 0.45;
  pen.fillRect(from, top, Math.max(0, to - from), row);
  pen.globalAlpha = 1;
  pen.setLineDash([]);
  pen.lineWidth = 1;
  rule(pen, colours.line, [left, middle], [right, middle]);
  rule(pen, colours.faint, [scale(0), top], [scale(0), top + row]);
  const drawn = results.flatMap(({ seed: each, change }) =>
    change === null ? [] : [{ seed: each, change }],
  );
  const places = drawn.map(({ change }) => clipped(change, [scale.domain[0], scale.domain[1]]));
  const x = places.map(({ at }) => scale(at));
  const heights = swarm(x, 2.3 * radius, row / 2 - radius);
  drawn.forEach((each, i) => {
    const [px, py] = [x[i] ?? 0, middle + (heights[i] ?? 0)];
    const beyond = places[i]?.beyond ?? 0;
    if (beyond === 0) drawMarker(pen, colours, learner, px, py, true);
    else arrowhead(pen, modelColour(colours, learner), px, py, beyond * radius);
    if (each.seed !== seed) return;
    pen.strokeStyle = colours.ink;
    pen.beginPath();
    pen.arc(px, py, 2 * radius, 0, 2 * Math.PI);
    pen.stroke();
  });
}

function rule(pen: Pen, colour: string, from: [number, number], to: [number, number]): void {
  pen.strokeStyle = colour;
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
}

/** Marks a value beyond the edge. */
function arrowhead(pen: Pen, colour: string, x: number, y: number, r: number): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(x - r, y - Math.abs(r));
  pen.lineTo(x + r, y);
  pen.lineTo(x - r, y + Math.abs(r));
  pen.closePath();
  pen.fill();
}

const percents = (fraction: number): string =>
  fraction === 0
    ? "0"
    : `${fraction < 0 ? "−" : "+"}${Number((100 * Math.abs(fraction)).toPrecision(6))}\u202f%`;
