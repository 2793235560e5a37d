// SvgPen: a drawing context that writes SVG. Paths stay paths and text stays text; only images become bitmaps. Like a canvas, it
// skips non-finite coordinates. The only transform it supports is translation.

import type { Pen } from "../render/plot/pen";
import type { Size } from "../render/plot/surface";

const ANCHORS: Partial<Record<CanvasTextAlign, string>> = { center: "middle", right: "end", end: "end" };

/** A text that starts within this distance after the previous one is appended to it. */
const MAX_GAP = 12;

/** The state that `save` and `restore` handle. */
const STATE = [
  "fillStyle",
  "strokeStyle",
  "lineWidth",
  "lineCap",
  "lineJoin",
  "globalAlpha",
  "font",
  "textAlign",
  "textBaseline",
  "dash",
  "clipped",
  "dx",
  "dy",
] as const;

export class SvgPen implements Pen {
  fillStyle = "#000000";
  strokeStyle = "#000000";
  lineWidth = 1;
  lineCap: CanvasLineCap = "butt";
  lineJoin: CanvasLineJoin = "miter";
  globalAlpha = 1;
  font = "10px sans-serif";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  imageSmoothingEnabled = true;
  imageSmoothingQuality: ImageSmoothingQuality = "high";

  private dash: number[] = [];
  private clipped = "";
  private dx = 0;
  private dy = 0;
  private path = "";
  private readonly stack: object[] = [];
  private readonly clips = new Map<string, string>();
  private readonly body: string[] = [];
  /** The clip path of the group currently open in `body`. */
  private open = "";
  private readonly ruler = ruler();
  /** The last text: its index in `body` (`of`), its extent and its baseline. */
  private written = { of: -1, start: 0, end: 0, y: 0 };

  constructor(private readonly size: Size) {}

  /** The picture as a standalone file. */
  text(title: string, description: string): string {
    const { width, height } = this.size;
    const defs = [...this.clips].map(([shape, id]) => `<clipPath id="${id}">${shape}</clipPath>`).join("");
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}" role="img">`,
      `<title>${escaped(title)}</title>`,
      `<desc>${escaped(description)}</desc>`,
      `<defs>${defs}</defs>`,
      ...this.body,
      this.open === "" ? "" : "</g>",
      "</svg>\n",
    ].join("\n");
  }

  save(): void {
    this.stack.push(Object.fromEntries(STATE.map((key) => [key, this[key]])));
  }

  restore(): void {
    Object.assign(this, this.stack.pop());
  }

  translate(dx: number, dy: number): void {
    this.dx += dx;
    this.dy += dy;
  }

  beginPath(): void {
    this.path = "";
  }

  moveTo(x: number, y: number): void {
    if (Number.isFinite(x + y)) this.path += `M${this.point(x, y)}`;
  }

  lineTo(x: number, y: number): void {
    if (Number.isFinite(x + y)) this.path += `${this.path === "" ? "M" : "L"}${this.point(x, y)}`;
  }

  closePath(): void {
    if (this.path !== "") this.path += "Z";
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path += `M${this.point(x, y)}h${number(width)}v${number(height)}h${number(-width)}Z`;
  }

  arc(x: number, y: number, radius: number, from: number, to: number, counterclockwise = false): void {
    if (!Number.isFinite(x + y + radius)) return;
    const at = (angle: number) => this.point(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const turn = counterclockwise ? from - to : to - from;
    const whole = turn >= 2 * Math.PI - 1e-9;
    const swept = whole ? 2 * Math.PI : ((turn % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
    const r = `${number(radius)} ${number(radius)}`;
    const sweep = counterclockwise ? 0 : 1;
    if (!this.path.endsWith(`M${at(from)}`)) this.path += `${this.path === "" ? "M" : "L"}${at(from)}`;
    // An SVG arc can't end where it starts, so a circle consists of two halves.
    if (whole) this.path += `A${r} 0 1 ${sweep} ${at(from + Math.PI)}A${r} 0 1 ${sweep} ${at(from)}`;
    else this.path += `A${r} 0 ${swept > Math.PI ? 1 : 0} ${sweep} ${at(to)}`;
  }

  clip(): void {
    const outer = this.clipped === "" ? "" : ` clip-path="url(#${this.clipped})"`;
    const shape = `<path d="${this.path}"${outer}/>`;
    const id = this.clips.get(shape) ?? `clip${this.clips.size + 1}`;
    this.clips.set(shape, id);
    this.clipped = id;
  }

  fill(): void {
    if (this.path === "") return;
    this.add(`<path d="${this.path}"${this.paint("fill", this.fillStyle)}/>`);
  }

  stroke(): void {
    if (this.path === "") return;
    this.add(`<path d="${this.path}" fill="none"${this.outline()}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const saved = this.path;
    this.path = "";
    this.rect(x, y, width, height);
    this.fill();
    this.path = saved;
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    const saved = this.path;
    this.path = "";
    this.rect(x, y, width, height);
    this.stroke();
    this.path = saved;
  }

  setLineDash(dash: number[]): void {
    this.dash = [...dash];
  }

  fillText(text: string, x: number, y: number): void {
    this.write(text, x, y, this.paint("fill", this.fillStyle));
  }

  strokeText(text: string, x: number, y: number): void {
    this.write(text, x, y, ` fill="none"${this.outline()}`);
  }

  private write(text: string, x: number, y: number, paint: string): void {
    const [, style, weight, size, family] =
      this.font.match(/^(italic )?(\d{3} )?([\d.]+)px (.+)$/) ?? this.refuse(`the font ${this.font}`);
    const shape = `${style ? ' font-style="italic"' : ""}${weight ? ` font-weight="${weight.trim()}"` : ""}`;
    const anchor = ANCHORS[this.textAlign];
    const look = `font-family="${escaped(family ?? "")}" font-size="${size}"${shape}${
      anchor ? ` text-anchor="${anchor}"` : ""
    }${paint}`;
    const at = { x: x + this.dx, y: y + this.dy + this.baseline(text) };
    const words = escaped(text);
    const { width } = this.measureText(text);
    const gap = at.x - this.written.end;
    // Adjacent texts share an element, so that they move together in programs that ignore `textLength`.
    if (!anchor && this.written.of === this.body.length - 1 && gap > -0.05 && gap < MAX_GAP) {
      const dx = gap > 0.05 ? ` dx="${number(gap)}"` : "";
      const dy = at.y === this.written.y ? "" : ` dy="${number(at.y - this.written.y)}"`;
      const last = this.body[this.body.length - 1] ?? "";
      this.body[this.body.length - 1] = last
        .replace(/ textLength="[^"]*"/, spread(at.x + width - this.written.start))
        .replace(/<\/text>$/, `<tspan${dx}${dy} ${look}>${words}</tspan></text>`);
    } else {
      this.written.start = at.x;
      this.add(
        `<text x="${number(at.x)}" y="${number(at.y)}"${spread(width)} lengthAdjust="spacingAndGlyphs" ${look}>${words}</text>`,
      );
    }
    const of = anchor ? -1 : this.body.length - 1;
    this.written = { ...this.written, of, end: at.x + width, y: at.y };
  }

  measureText(text: string): TextMetrics {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  drawImage(image: CanvasImageSource, x: number, y: number, width?: number, height?: number): void {
    if (!(image instanceof HTMLCanvasElement || image instanceof OffscreenCanvas)) {
      this.refuse("images other than canvases");
    }
    const { width: w, height: h } = image;
    const copy = document.createElement("canvas");
    copy.width = w;
    copy.height = h;
    copy.getContext("2d")?.drawImage(image, 0, 0);
    const box = `x="${number(x + this.dx)}" y="${number(y + this.dy)}" width="${number(width ?? w)}" height="${number(height ?? h)}"`;
    const alpha = this.globalAlpha < 1 ? ` opacity="${number(this.globalAlpha)}"` : "";
    this.add(`<image ${box} preserveAspectRatio="none"${alpha} href="${copy.toDataURL()}"/>`);
  }

  private point(x: number, y: number): string {
    return `${number(x + this.dx)} ${number(y + this.dy)}`;
  }

  private add(element: string): void {
    if (this.clipped !== this.open) {
      if (this.open !== "") this.body.push("</g>");
      if (this.clipped !== "") this.body.push(`<g clip-path="url(#${this.clipped})">`);
      this.open = this.clipped;
    }
    this.body.push(element);
  }

  private outline(): string {
    const dash = this.dash.length > 0 ? ` stroke-dasharray="${this.dash.map(number).join(" ")}"` : "";
    const cap = this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`;
    const join = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    const width = ` stroke-width="${number(this.lineWidth)}"`;
    return `${this.paint("stroke", this.strokeStyle)}${width}${dash}${cap}${join}`;
  }

  /** Writes colour and opacity separately, because drawing programs can't read rgba(). */
  private paint(kind: "fill" | "stroke", style: string): string {
    const [, red, green, blue, alpha] = style.match(/^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/) ?? [];
    const colour = alpha === undefined ? style : `rgb(${red},${green},${blue})`;
    const opacity = this.globalAlpha * Number(alpha ?? 1);
    return ` ${kind}="${escaped(colour)}"${opacity < 1 ? ` ${kind}-opacity="${number(opacity)}"` : ""}`;
  }

  /** Offset from the requested baseline to the alphabetic one, the only one that drawing programs support. */
  private baseline(text: string): number {
    if (this.textBaseline === "alphabetic") return 0;
    this.ruler.font = this.font;
    const above = (baseline: CanvasTextBaseline) => {
      this.ruler.textBaseline = baseline;
      return this.ruler.measureText(text).actualBoundingBoxAscent;
    };
    const shift = above("alphabetic") - above(this.textBaseline);
    this.ruler.textBaseline = "alphabetic";
    return shift;
  }

  private refuse(what: string): never {
    throw new Error(`SVG export does not support ${what}.`);
  }
}

/** Fixes the width of a text whatever font the reader has, so that labels don't overlap. */
const spread = (width: number): string => ` textLength="${number(width)}"`;

function ruler(): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (!context) throw new Error("This browser has no 2D canvas.");
  return context;
}

/** Rounds to a hundredth of a pixel, finer than print. */
const number = (value: number): string => String(Number(value.toFixed(2)));

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
