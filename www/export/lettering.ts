// Text in exported pictures: model legends, wrapped lines.

import { modelBrief } from "../experiment/catalog";
import { type TextStyle, widthOf, write } from "../render/plot/lettering";
import { drawMarker } from "../render/plot/marks";
import type { Pen } from "../render/plot/pen";
import { type Colours, lineStyleOf, modelColour } from "../render/plot/theme";

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
