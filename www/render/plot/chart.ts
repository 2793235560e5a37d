// Draws a chart, on the page and in pictures: grid, tick labels, curves and the letters of pinned runs.

import { scientific, significant } from "../../text/format";
import { addCurve } from "./curve";
import { rowAt } from "./path";
import type { Pen } from "./pen";
import { linear, type Scale, ticks } from "./scales";
import type { Strip } from "./strips";
import type { Size } from "./surface";
import { type Colours, fonts, lineStyleOf, modelColour, sizes } from "./theme";

/** Pixels around the plot that curves may cover, so that a line along the edge isn't cut. A fraction would slow down clipping. */
const EDGE = 1;
/** Minimum distance between tick labels, in pixels. */
const SPACE = { x: 60, y: 24, decade: 16 };

/** Draws on a ground of colour `ground`, which separates the letters of pinned runs from the curves. */
export function drawChart(
  pen: Pen,
  strip: Strip,
  colours: Colours,
  size: Size,
  ground: string = colours.paper,
): void {
  const x = abscissa(strip, size);
  const y = ordinate(strip, size);
  drawGrid(pen, strip, colours, x, y);
  drawCurves(pen, strip, colours, x, y);
  drawLetters(pen, strip, colours, ground, x, y);
}

/** A vertical line at the time of the picture. */
export function drawTimeCursor(pen: Pen, strip: Strip, colours: Colours, size: Size, time: number): void {
  const x = abscissa(strip, size);
  const [left, right] = x.range;
  const at = x(time);
  if (at < left || at > right) return;
  pen.strokeStyle = colours.soft;
  pen.lineWidth = 1;
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(at, sizes.chart.top);
  pen.lineTo(at, size.height - sizes.chart.bottom);
  pen.stroke();
}

const abscissa = ({ xRange }: Strip, { width }: Size): Scale =>
  linear(xRange, [sizes.chart.left, width - sizes.chart.right]);

/** The vertical scale from values to pixels; logarithmic if the chart is. */
function ordinate({ log, yRange }: Strip, { height }: Size): Scale {
  const range: [number, number] = [height - sizes.chart.bottom, sizes.chart.top];
  if (!log) return linear(yRange, range);
  const decades = linear([Math.log10(yRange[0]), Math.log10(yRange[1])], range);
  const scale = (value: number) => (value > 0 ? decades(Math.log10(value)) : Number.NaN);
  const invert = (pixel: number) => 10 ** decades.invert(pixel);
  return Object.assign(scale, { invert, domain: yRange, range });
}

function drawGrid(pen: Pen, strip: Strip, colours: Colours, x: Scale, y: Scale): void {
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  pen.strokeStyle = colours.grid;
  pen.fillStyle = colours.faint;
  pen.lineWidth = 1;
  pen.setLineDash([]);
  pen.font = `${sizes.tickText}px ${fonts.sans}`;
  pen.beginPath();
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (const value of ticks(strip.xRange, (right - left) / SPACE.x)) {
    const at = Math.round(x(value)) + 0.5;
    pen.moveTo(at, bottom);
    pen.lineTo(at, top);
    pen.fillText(tickText(value, 6), at, bottom + 5);
  }
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const value of strip.log
    ? decades(strip, bottom - top)
    : ticks(strip.yRange, (bottom - top) / SPACE.y)) {
    const at = Math.round(y(value)) + 0.5;
    pen.moveTo(left, at);
    pen.lineTo(right, at);
    const text = tickText(value, 4);
    // A label too long for the margin begins at the edge of the picture.
    pen.fillText(text, Math.max(left - 4, pen.measureText(text).width), at);
  }
  pen.stroke();
}

/** "0.25", "10⁵", "2·10⁻⁴" */
function tickText(value: number, digits: number): string {
  const magnitude = Math.abs(value);
  if (value === 0 || (magnitude >= 1e-3 && magnitude < 1e5)) return significant(value, digits);
  return scientific(value, digits)
    .replace(/\.?0+·/, "·")
    .replace(/^(−?)1·/, "$1");
}

/** The powers of ten on a logarithmic axis, or an even selection if they are too close together. */
function decades({ yRange }: Strip, height: number): number[] {
  const [low, high] = yRange.map(Math.log10) as [number, number];
  const every = Math.max(1, Math.ceil(((high - low) * SPACE.decade) / Math.max(1, height)));
  const first = Math.ceil(low - 1e-9);
  return Array.from(
    { length: Math.floor((high - first + 1e-9) / every) + 1 },
    (_, i) => 10 ** (first + i * every),
  );
}

function drawCurves(pen: Pen, strip: Strip, colours: Colours, x: Scale, y: Scale): void {
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  pen.save();
  pen.beginPath();
  pen.rect(left, top - EDGE, right - left, bottom - top + 2 * EDGE);
  pen.clip();
  pen.lineJoin = "bevel";
  strip.series.forEach(({ model, lesser, pin }, i) => {
    const style = lineStyleOf(model);
    pen.strokeStyle = modelColour(colours, model);
    pen.lineWidth = pin ? sizes.pinned : lesser ? sizes.lesser : style.width;
    pen.globalAlpha = pin ? sizes.pinnedOpacity : 1;
    pen.setLineDash(style.dash);
    pen.beginPath();
    addCurve(pen, strip.columns[0] ?? [], strip.columns[i + 1] ?? [], x, y);
    pen.stroke();
  });
  pen.restore();
}

/** The position of a pinned run's letter on one of its curves. */
interface Letter {
  letter: string;
  model: string;
  x: number;
  y: number;
}

/** Positions of the letters of pinned runs, each run's a little further left, so that they don't overlap. */
function lettersOf({ series, columns, xRange }: Strip): Letter[] {
  const [from, to] = xRange;
  const runs = [...new Set(series.flatMap(({ pin }) => pin ?? []))];
  const x = columns[0] as ArrayLike<number> | undefined;
  return series.flatMap(({ model, pin }, i) => {
    const y = columns[i + 1];
    if (!pin || !x || !y) return [];
    const fraction = 0.97 - ((0.055 * runs.indexOf(pin)) % 0.9);
    let row = Math.round(rowAt(x, from + fraction * (to - from)));
    while (row > 0 && typeof y[row] !== "number") row -= 1;
    const value = y[row];
    return typeof value === "number" ? [{ letter: pin, model, x: x[row] ?? 0, y: value }] : [];
  });
}

/** Writes the letters of pinned runs on their curves. */
function drawLetters(pen: Pen, strip: Strip, colours: Colours, ground: string, x: Scale, y: Scale): void {
  const [bottom, top] = y.range;
  pen.save();
  pen.font = `600 ${sizes.tickText}px ${fonts.sans}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.setLineDash([]);
  pen.lineJoin = "bevel";
  pen.lineWidth = 4;
  pen.strokeStyle = ground;
  const letters = lettersOf(strip).map((each) => ({ ...each, px: x(each.x), py: y(each.y) }));
  const visible = letters.filter(({ py }) => py >= top && py <= bottom);
  // All outlines come first, because letters may be close together.
  for (const { letter, px, py } of visible) pen.strokeText(letter, px, py);
  for (const { letter, model, px, py } of visible) {
    pen.fillStyle = modelColour(colours, model);
    pen.fillText(letter, px, py);
  }
  pen.restore();
}
