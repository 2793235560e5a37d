// Text in exported pictures: styled text runs, model legends, wrapped lines.

import { modelBrief } from "../experiment/catalog";
import { drawMarker } from "../render/plot/marks";
import type { Pen } from "../render/plot/pen";
import { type Colours, fonts, lineStyleOf, modelColour } from "../render/plot/theme";

export interface TextRun {
  text: string;
  italic?: boolean;
  /** Subscript. */
  sub?: boolean;
  colour?: string;
}

export interface TextStyle {
  size: number;
  family: keyof typeof fonts;
  colour: string;
  weight?: number;
}

const fontOf = ({ size, family, weight }: TextStyle, { italic, sub }: TextRun): string =>
  `${italic ? "italic " : ""}${weight ? `${weight} ` : ""}${sub ? 0.72 * size : size}px ${fonts[family]}`;

export function widthOf(pen: Pen, runs: readonly TextRun[], style: TextStyle): number {
  return runs.reduce((sum, run) => {
    pen.font = fontOf(style, run);
    return sum + pen.measureText(run.text).width;
  }, 0);
}

/** Writes runs on the baseline `y`, ending at `x` if `fromRight`, otherwise starting there. Returns the width. */
export function write(
  pen: Pen,
  runs: readonly TextRun[],
  x: number,
  y: number,
  style: TextStyle,
  fromRight = false,
): number {
  const width = widthOf(pen, runs, style);
  const alone = fromRight && runs.length === 1;
  pen.textAlign = alone ? "right" : "left";
  pen.textBaseline = "alphabetic";
  let at = fromRight && !alone ? x - width : x;
  for (const run of runs) {
    const wide = widthOf(pen, [run], style);
    pen.fillStyle = run.colour ?? style.colour;
    pen.fillText(run.text, at, run.sub ? y + 0.22 * style.size : y);
    at += wide;
  }
  return width;
}

/** Breaks text into lines no wider than `width`, inside words if necessary. */
export function wrapped(pen: Pen, text: string, width: number, style: TextStyle): string[] {
  const fits = (line: string) => widthOf(pen, [{ text: line }], style) <= width;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(...pieces(word, fits));
  }
  return lines;
}

function pieces(word: string, fits: (line: string) => boolean): string[] {
  const parts: string[] = [];
  let rest = word;
  while (rest !== "") {
    let length = rest.length;
    while (length > 1 && !fits(rest.slice(0, length))) length -= 1;
    parts.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return parts;
}

/** Draws a sample of a model's line, with its marker if `marked`, centred vertically on `y`. Returns the width. */
export function drawKey(
  pen: Pen,
  colours: Colours,
  model: string,
  x: number,
  y: number,
  marked: boolean,
): number {
  const width = marked ? 44 : 30;
  const { dash } = lineStyleOf(model);
  pen.strokeStyle = modelColour(colours, model);
  pen.lineWidth = 2;
  pen.lineCap = "butt";
  pen.setLineDash(dash);
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + width, y);
  pen.stroke();
  pen.setLineDash([]);
  if (marked) drawMarker(pen, colours, model, x + width / 2, y, true);
  return width;
}

/** A legend of models, ending at `right`. */
export function drawLegend(
  pen: Pen,
  colours: Colours,
  models: readonly string[],
  right: number,
  y: number,
): void {
  const style = { size: 13, family: "sans", colour: colours.soft } as const;
  let at = right;
  for (const model of [...models].reverse()) {
    const name = [{ text: modelBrief(model) }];
    const width = widthOf(pen, name, style);
    write(pen, name, at - width, y, style);
    at -= width + 8 + 44;
    drawKey(pen, colours, model, at, y - 4, true);
    at -= 18;
  }
}
