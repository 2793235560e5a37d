// Draws the colour bar of a plane's map above the frame: the quantity's symbol and unit, its colours, contours and ticks.

import { type TextRun, type TextStyle, widthOf, write } from "./lettering";
import type { Pen } from "./pen";
import { ticks } from "./scales";
import { type Bar, contourPlaces, cssOf, placeOnBar, shadeAt } from "./shades";
import { sizes } from "./theme";
import type { PlaneView } from "./viewport";

const TRUTH = "truth";
/** Differently coloured pieces. */
const PIECES = 48;
/** Least free space on each side of a label. */
const GAP = 4;
/** Numbers of labels to try, and those of the finer ones. */
const COUNTS = [8, 4, 2, 1];
const FINER = [16, 32];

const H: TextRun = { text: "H", italic: true };
const LEARNED: TextRun[] = [H, { text: "θ", sub: true }];

const SYMBOLS: Record<Bar["quantity"], (model: string) => TextRun[]> = {
  energy: (model) => (model === TRUTH ? [H] : LEARNED),
  difference: () => [...LEARNED, { text: " − " }, H],
  divergence: () => [{ text: "div " }, { text: "f", italic: true }],
};

export function drawColourBar(pen: Pen, { size, colours, model }: PlaneView, bar: Bar): void {
  const { top, height, tick } = sizes.colourBar;
  const bottom = top + height;
  const serif: TextStyle = { size: sizes.axisText, family: "serif", colour: colours.ink };
  const sans: TextStyle = { size: sizes.tickText, family: "sans", colour: colours.faint };
  const symbol = SYMBOLS[bar.quantity](model);
  const unit: TextRun[] = bar.unit === "" ? [] : [{ text: bar.unit }];
  const unitWidth = widthOf(pen, unit, sans);
  const named = widthOf(pen, symbol, serif) + (unitWidth > 0 ? 5 + unitWidth : 0) + 6;
  const left = Math.round(Math.max(sizes.margin.left, named));
  const right = Math.round(size.width - sizes.margin.right);
  const at = (place: number) => left + Math.round(place * (right - left));
  write(pen, symbol, left - named, bottom, serif);
  write(pen, unit, left - 6, bottom, sans, true);
  // Each piece reaches the right end, so that no gap shows between two.
  for (let i = 0; i < PIECES; i++) {
    pen.fillStyle = cssOf(shadeAt(bar, colours, (i + 0.5) / PIECES));
    pen.fillRect(at(i / PIECES), top, right - at(i / PIECES), height);
  }
  pen.setLineDash([]);
  pen.lineWidth = 1;
  pen.strokeStyle = colours.contour;
  pen.beginPath();
  for (const place of contourPlaces(bar)) {
    pen.moveTo(at(place) - 0.5, top);
    pen.lineTo(at(place) - 0.5, bottom);
  }
  pen.stroke();
  pen.strokeStyle = colours.faint;
  pen.fillStyle = colours.faint;
  pen.beginPath();
  pen.rect(left + 0.5, top + 0.5, right - left - 1, height - 1);
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  for (const { text, place, x } of labelsOf(pen, bar, sans, at, size.width)) {
    pen.moveTo(at(place) - 0.5, top - tick);
    pen.lineTo(at(place) - 0.5, top);
    pen.fillText(text, x, top - tick - 1);
  }
  pen.stroke();
}

interface Label {
  value: number;
  text: string;
  place: number;
  /** The middle of the text, and half its width. */
  x: number;
  half: number;
}

/** Labels at round values, as many as fit. On the stretched lower part of an energy's bar, finer ones follow. */
function labelsOf(
  pen: Pen,
  bar: Bar,
  style: TextStyle,
  at: (place: number) => number,
  width: number,
): Label[] {
  const labelled = (value: number): Label => {
    const text = String(value).replace("-", "−");
    const half = widthOf(pen, [{ text }], style) / 2;
    const place = placeOnBar(bar, value);
    return { value, text, place, x: Math.min(at(place), width - half - 1), half };
  };
  const apart = (a: Label, b: Label) => Math.abs(a.x - b.x) >= a.half + b.half + 2 * GAP;
  const tried = COUNTS.map((count) => ticks(bar.range, count).map(labelled));
  const fits = (labels: Label[]) =>
    labels.every((label, i) => i === 0 || apart(label, labels[i - 1] ?? label));
  const some = tried.filter((labels) => labels.length > 0);
  const chosen = [...(some.find(fits) ?? some.at(-1)?.slice(-1) ?? [])];
  for (const finer of bar.quantity === "energy" ? FINER : []) {
    const [lowest] = chosen;
    if (!lowest) break;
    const [low] = bar.range;
    // About half as high.
    const value = ticks(bar.range, finer).findLast((each) => each - low <= 0.55 * (lowest.value - low));
    const next = value === undefined ? null : labelled(value);
    if (next && apart(next, lowest)) chosen.unshift(next);
  }
  return chosen;
}
