// One canvas on which several parts are drawn, one beneath the other: a browser hands on every canvas in every frame, changed or not.
import { enter, type Size } from "../plot/surface";

export interface Part {
  /** Pixels of the screen that it fills; none if it is not shown. */
  readonly box: Size;
  /** Pixels of the screen a pixel of the drawing. */
  readonly scale: number;
  /** Whether it would be drawn otherwise than it was. */
  readonly stale: boolean;
  draw(ctx: CanvasRenderingContext2D): void;
  /** What was drawn is gone. */
  lost(): void;
}

export class Sheet {
  private readonly parts = new Set<Part>();

  /** Adds a part beneath the others until the returned function is called. */
  add(part: Part): () => void {
    this.parts.add(part);
    return () => this.parts.delete(part);
  }

  /** Draws all parts if one of them is stale, on the canvas that `context` prepares. */
  draw(context: (size: Size) => CanvasRenderingContext2D | null): void {
    const shown = [...this.parts].filter(({ box }) => box.width > 0 && box.height > 0);
    if (!shown.some(({ stale }) => stale)) return;
    const width = Math.max(...shown.map(({ box }) => box.width));
    const height = shown.reduce((sum, { box }) => sum + box.height, 0);
    const ctx = context({ width, height });
    if (!ctx) return;
    let top = 0;
    for (const part of shown) {
      ctx.save();
      enter(ctx, top, part.box, part.scale);
      part.draw(ctx);
      ctx.restore();
      top += part.box.height;
    }
  }

  lost(): void {
    for (const part of this.parts) part.lost();
  }
}
