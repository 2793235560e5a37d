// Worker role: draws the columns, each on a canvas that the page has handed over, so that the page's own thread is free.

import { drawBodyAt, drawPoints, drawRollouts } from "../render/column-picture";
import { drawField } from "../render/layers/backdrop";
import { hatched } from "../render/layers/coverage";
import type { Velocity } from "../render/layers/probe";
import { drawPointer } from "../render/layers/probe";
import { drawSamples } from "../render/layers/samples";
import { Memo } from "../render/memo";
import { contextOf, enter, prepare, type Size } from "../render/plot/surface";
import { backdropOf, type Drawn, type Pictures, planeViews, type Trajectories } from "../render/scene";
import type { CanvasStatus, ColumnLayout, MarkedPoint, RenderOrder, RenderReport } from "./protocol";

const TRUTH = "truth";

/** What all columns show. */
interface Shown {
  scene: Drawn;
  time: number;
  pointer: MarkedPoint | null;
}

class Column {
  shape: ColumnLayout | null = null;
  axes: ImageBitmap | null = null;
  private readonly all: Context | null;
  /** Map, arrows, data, axes. */
  private readonly backdrop = heeded(new OffscreenCanvas(1, 1));
  /** The same with the rollouts on it: all that does not move. */
  private readonly still = heeded(new OffscreenCanvas(1, 1));
  private drawings = 0;
  private readonly backdropDrawn = new Memo<number>();
  private readonly stillDrawn = new Memo<number>();
  private readonly allDrawn = new Memo<number>();
  private readonly hatching = new Memo<OffscreenCanvas>();
  private readonly dots = new Memo<OffscreenCanvas>();

  constructor(canvas: OffscreenCanvas) {
    this.all = heeded(canvas);
  }

  /** Nothing is on its canvases any more. */
  forget(): void {
    for (const kept of [this.backdropDrawn, this.stillDrawn, this.allDrawn, this.hatching, this.dots])
      kept.forget();
  }

  /** Draws what is another than it was. */
  draw({ scene, time, pointer }: Shown): void {
    const { shape, all: ctx } = this;
    if (!shape || !ctx) return;
    const { body, plane, scale, ratio, model } = shape;
    const parts = [
      { box: body, draw: (ctx: Context, size: Size) => drawBodyAt(ctx, scene, size, model, time) },
      { box: plane, draw: (ctx: Context, size: Size) => this.drawPlane(ctx, size, scene, time, pointer) },
    ].filter(({ box }) => box.width > 0 && box.height > 0);
    if (parts.length === 0) return;
    const planeSize = sizeOf(plane, scale);
    const still = plane.height > 0 ? this.drawStill(scene, planeSize, shape) : 0;
    const { system, rollouts, start, colours } = scene;
    this.allDrawn.get([shape, still, system, rollouts, start, colours, time, pointer], () => {
      const width = Math.max(...parts.map(({ box }) => box.width));
      const height = parts.reduce((sum, { box }) => sum + box.height, 0);
      prepare(ctx, { width, height }, ratio);
      let top = 0;
      for (const { box, draw } of parts) {
        ctx.save();
        enter(ctx, top, box, scale, ratio);
        draw(ctx, sizeOf(box, scale));
        ctx.restore();
        top += box.height;
      }
      return ++this.drawings;
    });
  }

  private drawPlane(ctx: Context, size: Size, scene: Drawn, time: number, pointer: MarkedPoint | null): void {
    const model = this.shape?.model ?? TRUTH;
    if (this.still) ctx.drawImage(this.still.canvas, 0, 0, size.width, size.height);
    if (pointer) {
      drawPointer(ctx, planeViews(scene, size, model)[0], pointer.at, velocities(pointer, model));
    }
    drawPoints(ctx, scene, size, model, time);
  }

  /** Brings what does not move up to date; returns the number of its drawing. */
  private drawStill(scene: Drawn, size: Size, { model, scale, ratio }: ColumnLayout): number {
    const { rollouts } = scene;
    const backdrop = this.drawBackdrop(scene, size, model, scale * ratio);
    const states = [TRUTH, model].map((each) => rollouts?.models[each]?.states);
    return this.stillDrawn.get([backdrop, ...states], () => {
      const { still: ctx } = this;
      if (!ctx || !this.backdrop) return 0;
      prepare(ctx, size, scale * ratio);
      ctx.drawImage(this.backdrop.canvas, 0, 0, size.width, size.height);
      drawRollouts(ctx, scene, size, model);
      return ++this.drawings;
    });
  }

  private drawBackdrop(scene: Drawn, size: Size, model: string, ratio: number): number {
    const { system, viewport, colours, layers, shown, samples, coverage } = scene;
    const place = [system, viewport, colours, this.shape];
    const pictures: Pictures = {
      hatching: (coverage) =>
        this.hatching.get([coverage, ...place], () =>
          hatched(coverage.mask, coverage.viewport, planeViews(scene, size, model)[0]),
        ),
      samples: (path) =>
        this.dots.get([path.states, ...place], () => {
          const dots = new OffscreenCanvas(1, 1);
          const ctx = heeded(dots);
          if (!ctx) return dots;
          prepare(ctx, size, ratio);
          drawSamples(ctx, planeViews(scene, size, model)[0], path);
          return dots;
        }),
    };
    const of = [...place, this.axes, layers.get(model), shown, samples, coverage];
    return this.backdropDrawn.get(of, () => {
      const { backdrop: ctx, axes } = this;
      if (!ctx) return 0;
      prepare(ctx, size, ratio);
      drawField(ctx, planeViews(scene, size, model)[0], backdropOf(scene, model, pictures));
      if (axes) ctx.drawImage(axes, 0, 0, size.width, size.height);
      return ++this.drawings;
    });
  }
}

type Context = CanvasRenderingContext2D;

/** Of a drawing that fills a box `scale` times as large. */
const sizeOf = ({ width, height }: Size, scale: number): Size => ({
  width: width / scale,
  height: height / scale,
});

/** The field at the pointer: the truth's, then the model's own. */
function velocities({ readings }: MarkedPoint, model: string): Velocity[] {
  return [...new Set([TRUTH, model])].flatMap((each) => {
    const field = readings[each]?.field;
    return field ? [{ model: each, field }] : [];
  });
}

const columns = new Map<number, Column>();
const shown: Shown = { scene: {} as Drawn, time: 0, pointer: null };
/** The newest change that has been asked for, and the newest that has been drawn. */
let asked = 0;
let painted = 0;
let refused = false;

/** New weights bring new rollouts of all models: that of the truth is as it was, and is kept. */
function kept(before: Trajectories | null, now: Trajectories | null): Trajectories | null {
  for (const [model, trajectory] of Object.entries(now?.models ?? {})) {
    const old = before?.models[model]?.states;
    const same =
      old?.length === trajectory.states.length &&
      old.every((value, i) => Object.is(value, trajectory.states[i]));
    if (old && same) trajectory.states = old;
  }
  return now;
}

function take({ version, time, pointer, columns: changed, gone, scene, layers }: RenderOrder): void {
  asked = version;
  shown.time = time;
  if (pointer !== undefined) shown.pointer = pointer;
  const { rollouts: before, layers: known } = shown.scene;
  Object.assign(shown.scene, scene);
  if (scene.rollouts) Object.assign(shown.scene, { rollouts: kept(before, scene.rollouts) });
  if (layers) {
    const fresh = new Map(layers.changed.map((layer) => [layer.model, layer]));
    const all = layers.models.flatMap((model) => fresh.get(model) ?? known?.get(model) ?? []);
    Object.assign(shown.scene, { layers: new Map(all.map((layer) => [layer.model, layer])) });
  }
  for (const id of gone) columns.delete(id);
  for (const { id, canvas, shape, axes } of changed) {
    if (canvas) columns.set(id, new Column(canvas));
    const column = columns.get(id);
    if (!column) continue;
    if (shape) column.shape = shape;
    if (!axes) continue;
    column.axes?.close();
    column.axes = axes;
  }
}

function draw(): void {
  for (const column of columns.values()) column.draw(shown);
  if (painted === asked) return;
  painted = asked;
  tell({ drawn: painted });
}

const tell = (word: RenderReport): void => self.postMessage(word);

/**
 * The context of a canvas, which is asked for once: Firefox gives it no second time for a canvas of the page. Told are that there
 * is none, and what becomes of the canvas: for want of memory the browser takes its content away, and gives it back empty.
 */
function heeded(canvas: OffscreenCanvas): Context | null {
  const told = (fate: CanvasStatus) => () => tell({ fate });
  canvas.addEventListener("contextlost", told("lost"));
  canvas.addEventListener("contextrestored", told("restored"));
  canvas.addEventListener("contextrestored", () => {
    for (const column of columns.values()) column.forget();
    soon();
  });
  const context = contextOf(canvas);
  if (!context && !refused) tell({ fate: "refused" });
  refused = !context;
  return context;
}

/** Drawings come after all orders that wait: of those that came too fast only the last is drawn. */
const turn = new MessageChannel();
let waiting = false;
turn.port1.onmessage = () => {
  waiting = false;
  draw();
};

function soon(): void {
  if (!waiting) turn.port2.postMessage(null);
  waiting = true;
}

export function render(): void {
  self.onmessage = ({ data }: MessageEvent<RenderOrder>) => {
    take(data);
    soon();
  };
}
