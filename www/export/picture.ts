// Turns a figure into a PNG or SVG file: adds title, legend and settings.

import { type TextStyle, write } from "../render/plot/lettering";
import type { Pen } from "../render/plot/pen";
import type { Size } from "../render/plot/surface";
import { fonts } from "../render/plot/theme";
import { download } from "./download";
import type { Figure } from "./figures";
import { drawLegend, wrapped } from "./lettering";
import type { Still } from "./still";
import { SvgPen } from "./svg";

/** PNG pixels per unit, sharp enough for print and projectors. */
export const PNG_SCALE = 2;

const PAD = 24;
const TITLE = 40;
const LINE = 16;

export interface Framed {
  size: Size;
  draw(pen: Pen): void;
}

const captionStyle = ({ scene }: Still): TextStyle => ({
  size: 12,
  family: "sans",
  colour: scene.colours.faint,
});

/** Adds the title above the figure and the settings below it. */
export function framed(figure: Figure, still: Still): Framed {
  const { colours } = still.scene;
  const style = captionStyle(still);
  const lines = captionOf(still, figure.size.width);
  const size = {
    width: figure.size.width + 2 * PAD,
    height: Math.ceil(PAD + TITLE + figure.size.height + 14 + lines.length * LINE + PAD - 8),
  };
  return {
    size,
    draw(pen) {
      pen.fillStyle = colours.plate;
      pen.fillRect(0, 0, size.width, size.height);
      write(pen, [{ text: figure.title }], PAD + 34, PAD + 20, {
        size: 22,
        family: "serif",
        colour: colours.ink,
      });
      drawLegend(pen, colours, figure.legend ?? [], size.width - PAD - 18, PAD + 20);
      pen.save();
      pen.translate(PAD, PAD + TITLE);
      figure.draw(pen);
      pen.restore();
      const top = PAD + TITLE + figure.size.height + 14;
      lines.forEach((text, i) => {
        write(pen, [{ text }], PAD + 34, top + 12 + i * LINE, style);
      });
    },
  };
}

/** The settings and the link, wrapped. */
function captionOf(still: Still, width: number): string[] {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (!context) return [still.settings, still.link];
  const ruler = context as unknown as Pen;
  return [still.settings, still.link].flatMap((text) =>
    wrapped(ruler, text, width - 44, captionStyle(still)),
  );
}

/** Draws on a canvas with `scale` pixels per unit. */
export function paint(canvas: HTMLCanvasElement, { size, draw }: Framed, scale: number): void {
  canvas.width = Math.round(size.width * scale);
  canvas.height = Math.round(size.height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser could not create a canvas.");
  context.scale(canvas.width / size.width, canvas.height / size.height);
  draw(context);
}

/** Waits for the fonts used in pictures, if the page has them. */
export const fontsReady = (): Promise<unknown> =>
  Promise.all(
    [`16px ${fonts.serif}`, `italic 16px ${fonts.serif}`, `16px ${fonts.sans}`].map((font) =>
      document.fonts.load(font),
    ),
  );

export async function pngOf(picture: Framed): Promise<Blob> {
  const canvas = document.createElement("canvas");
  paint(canvas, picture, PNG_SCALE);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The browser could not make a PNG of this picture.");
  return blob;
}

export function svgOf({ size, draw }: Framed, figure: Figure, still: Still): string {
  const pen = new SvgPen(size);
  draw(pen);
  return pen.text(figure.title, `${still.settings} ${still.link}`);
}

export async function savePicture(
  figure: Figure,
  still: Still,
  kind: "png" | "svg",
  name: string,
): Promise<void> {
  await fontsReady();
  const picture = framed(figure, still);
  if (kind === "svg") download(`${name}.svg`, svgOf(picture, figure, still), "image/svg+xml");
  else download(`${name}.png`, await pngOf(picture), "image/png");
}
