// Text on canvases and in SVG files: runs of roman, italic and subscript letters.
import type { Pen } from "./pen";
import { fonts } from "./theme";

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
