// Draws a chart for exported pictures: axes, grid and curves. On the page, uPlot draws the same chart.

import type { Pen } from "./pen";
import { linear, type Scale, ticks } from "./scales";
import { axisText, lettersOf, type Strip } from "./strips";
import type { Size } from "./surface";
import { type Colours, fonts, lineStyleOf, modelColour, sizes } from "./theme";

/** Margins around the curves, the same as uPlot's on the page. */
const MARGIN = { left: 34, right: 18, top: 6, bottom: 22 };
/** Curves are clamped this many pixels beyond the edge. */
const FAR = 5000;
/** Minimum distance between tick labels, in pixels. */
const SPACE = { x: 70, y: 30 };

export function drawChart(pen: Pen, strip: Strip, colours: Colours, size: Size): void {
  const x = linear(strip.xRange, [MARGIN.left, size.width - MARGIN.right]);
  const y = heights(strip, size);
  drawAxes(pen, strip, colours, x, y);
  pen.save();
  pen.beginPath();
  pen.rect(x.range[0], MARGIN.top, x.range[1] - x.range[0], size.height - MARGIN.top - MARGIN.bottom);
  pen.clip();
  strip.series.forEach(({ model, lesser, pin }, i) => {
    const style = lineStyleOf(model);
    pen.strokeStyle = modelColour(colours, model);
    pen.lineWidth = pin ? sizes.pinned : lesser ? 0.75 : style.width;
    pen.globalAlpha = pin ? sizes.pinnedOpacity : 1;
    pen.lineJoin = "round";
    pen.setLineDash(style.dash);
    pen.beginPath();
    trace(pen, strip.columns[0] ?? [], strip.columns[i + 1] ?? [], x, y);
    pen.stroke();
  });
  pen.restore();
  drawLetters(pen, strip, colours, x, y);
}

/** The letters of pinned runs, just above their curves. */
function drawLetters(pen: Pen, strip: Strip, colours: Colours, x: Scale, y: Scale): void {
  const [bottom, top] = y.range;
  pen.font = `600 ${sizes.tickText}px ${fonts.sans}`;
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  for (const each of lettersOf(strip)) {
    const at = y(each.y);
    if (!(at >= top && at <= bottom)) continue;
    pen.fillStyle = modelColour(colours, each.model);
    pen.fillText(each.letter, x(each.x), at - 3);
  }
}

/** A vertical line at the time of the picture. */
export function drawTimeCursor(pen: Pen, strip: Strip, colours: Colours, size: Size, time: number): void {
  const at = linear(strip.xRange, [MARGIN.left, size.width - MARGIN.right])(time);
  if (at < MARGIN.left || at > size.width - MARGIN.right) return;
  pen.strokeStyle = colours.soft;
  pen.lineWidth = 1;
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(at, MARGIN.top);
  pen.lineTo(at, size.height - MARGIN.bottom);
  pen.stroke();
}

/** The vertical scale from values to pixels; logarithmic if the chart is. */
function heights({ log, yRange }: Strip, size: Size): Scale {
  const range: [number, number] = [size.height - MARGIN.bottom, MARGIN.top];
  if (!log) return linear(yRange, range);
  const decades = linear([Math.log10(yRange[0]), Math.log10(yRange[1])], range);
  const scale = (value: number) => (value > 0 ? decades(Math.log10(value)) : Number.NaN);
  const invert = (pixel: number) => 10 ** decades.invert(pixel);
  return Object.assign(scale, { invert, domain: yRange, range });
}

function drawAxes(pen: Pen, strip: Strip, colours: Colours, x: Scale, y: Scale): void {
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
    pen.fillText(axisText(value, 6), at, bottom + 5);
  }
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const value of marks(strip, (bottom - top) / SPACE.y)) {
    const at = Math.round(y(value)) + 0.5;
    pen.moveTo(left, at);
    pen.lineTo(right, at);
    pen.fillText(axisText(value, 4), left - 4, at);
  }
  pen.stroke();
}

/** Tick values: on a logarithmic axis, powers of ten. */
function marks({ log, yRange }: Strip, count: number): number[] {
  if (!log) return ticks(yRange, count);
  const [low, high] = yRange.map(Math.log10) as [number, number];
  const every = Math.max(1, Math.ceil((high - low) / Math.max(1, count)));
  const first = Math.ceil(low - 1e-9);
  return Array.from(
    { length: Math.floor((high - first + 1e-9) / every) + 1 },
    (_, i) => 10 ** (first + i * every),
  );
}

/** Clamps a pixel position: dashing a line that runs far outside the picture would only cost time. */
const within = (pixel: number) => Math.max(-FAR, Math.min(FAR, pixel));

/** Adds a curve to the path, with a gap where a value is missing. */
function trace(
  pen: Pen,
  xs: ArrayLike<number | null>,
  ys: ArrayLike<number | null>,
  x: Scale,
  y: Scale,
): void {
  let drawing = false;
  for (let i = 0; i < xs.length; i++) {
    const from = xs[i];
    const value = ys[i];
    const at = value === null || value === undefined ? Number.NaN : within(y(value));
    if (from === null || from === undefined || !Number.isFinite(at)) {
      drawing = false;
      continue;
    }
    if (drawing) pen.lineTo(x(from), at);
    else pen.moveTo(x(from), at);
    drawing = true;
  }
}
