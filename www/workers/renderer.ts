// Worker role: draws the columns on canvases transferred from the page, which keeps the page's thread free.

import { drawBodyAt, drawPoints, drawRollouts } from "../render/column-picture";
import { drawField } from "../render/layers/backdrop";
import type { Layer, PlaneData } from "../render/layers/layer";
import type { Velocity } from "../render/layers/probe";
import { drawPointer } from "../render/layers/probe";
import { DRAWINGS } from "../render/layers/table";
import { Memo } from "../render/memo";
import { BODIES } from "../render/plot/body";
import { contextOf, enter, prepare, type Size } from "../render/plot/surface";
import type { PlaneView } from "../render/plot/viewport";
import { type PlaneScene, planeDataOf, planeViews, type Shown, type Trajectories } from "../render/scene";
import type { CanvasStatus, ColumnLayout, MarkedPoint, RenderReport, RenderUpdate } from "./protocol";

const TRUTH = "truth";

/** State shared by all columns. */
interface Frame {
  scene: PlaneScene;
  time: number;
  pointer: MarkedPoint | null;
}

class Column {
  layout: ColumnLayout | null = null;
  axes: ImageBitmap | null = null;
  private readonly output: Context | null;
  /** Map, layers and axes. */
  private readonly backdrop = watchedContext(new OffscreenCanvas(1, 1));
  /** The backdrop with the rollouts: everything that doesn't move. */
  private readonly staticLayer = watchedContext(new OffscreenCanvas(1, 1));
  private drawings = 0;
  private readonly backdropMemo = new Memo<number>();
  private readonly staticMemo = new Memo<number>();
  private readonly outputMemo = new Memo<number>();
  /** Pictures of layers, by their ids. */
  private readonly kept = new Map<string, Memo<OffscreenCanvas>>();

  constructor(canvas: OffscreenCanvas) {
    this.output = watchedContext(canvas);
  }

  /** Forces a full redraw after the canvases were cleared. */
  forget(): void {
    for (const memo of [this.backdropMemo, this.staticMemo, this.outputMemo, ...this.kept.values()])
      memo.forget();
  }

  /** Redraws only what changed. */
  draw({ scene, time, pointer }: Frame): void {
    const { layout, output: ctx } = this;
    if (!layout || !ctx) return;
    const { body, plane, scale, ratio, shown } = layout;
    const boxes = [
      { box: body, draw: (ctx: Context, size: Size) => drawBodyAt(ctx, scene, size, shown, time) },
      {
        box: plane,
        draw: (ctx: Context, size: Size) => this.drawPlane(ctx, size, scene, shown, time, pointer),
      },
    ].filter(({ box }) => box.width > 0 && box.height > 0);
    if (boxes.length === 0) return;
    const planeSize = sizeOf(plane, scale);
    const staticDrawing = plane.height > 0 ? this.drawStaticLayer(scene, planeSize, layout) : 0;
    const { system, rollouts, start, colours } = scene;
    this.outputMemo.get([layout, staticDrawing, system, rollouts, start, colours, time, pointer], () => {
      const width = Math.max(...boxes.map(({ box }) => box.width));
      const height = boxes.reduce((sum, { box }) => sum + box.height, 0);
      prepare(ctx, { width, height }, ratio);
      let top = 0;
      for (const { box, draw } of boxes) {
        ctx.save();
        enter(ctx, top, box, scale, ratio);
        draw(ctx, sizeOf(box, scale));
        ctx.restore();
        top += box.height;
      }
      return ++this.drawings;
    });
  }

  private drawPlane(
    ctx: Context,
    size: Size,
    scene: PlaneScene,
    shown: Shown,
    time: number,
    pointer: MarkedPoint | null,
  ): void {
    if (this.staticLayer) ctx.drawImage(this.staticLayer.canvas, 0, 0, size.width, size.height);
    if (pointer) {
      drawPointer(ctx, planeViews(scene, size, shown.model)[0], pointer.at, velocities(pointer, shown));
    }
    drawPoints(ctx, scene, size, shown, time);
  }

  /** Updates the static layer; returns the number of its latest drawing. */
  private drawStaticLayer(scene: PlaneScene, size: Size, { shown, scale, ratio }: ColumnLayout): number {
    const { rollouts } = scene;
    const backdrop = this.drawBackdrop(scene, size, shown.model, scale * ratio);
    const states = [TRUTH, ...shown.motions].map((each) => rollouts?.models[each]?.states);
    return this.staticMemo.get([backdrop, ...states], () => {
      const { staticLayer: ctx } = this;
      if (!ctx || !this.backdrop) return 0;
      prepare(ctx, size, scale * ratio);
      ctx.drawImage(this.backdrop.canvas, 0, 0, size.width, size.height);
      drawRollouts(ctx, scene, size, shown);
      return ++this.drawings;
    });
  }

  private drawBackdrop(scene: PlaneScene, size: Size, model: string, ratio: number): number {
    const { system, viewport, colours, visibleLayers } = scene;
    const place = [system, viewport, colours, this.layout];
    const data = planeDataOf(scene, model);
    const inputs = [...place, this.axes, visibleLayers, ...Object.values(data)];
    return this.backdropMemo.get(inputs, () => {
      const { backdrop: ctx, axes } = this;
      if (!ctx) return 0;
      prepare(ctx, size, ratio);
      const [view] = planeViews(scene, size, model);
      drawField(ctx, view, data, visibleLayers, DRAWINGS, (id, layer) => {
        if (!layer.keptFor) layer.draw(ctx, view, data);
        else ctx.drawImage(this.picture(id, layer, data, view, place, ratio), 0, 0, size.width, size.height);
      });
      if (axes) ctx.drawImage(axes, 0, 0, size.width, size.height);
      return ++this.drawings;
    });
  }

  /** A layer that doesn't depend on the weights, drawn once. */
  private picture(
    id: string,
    layer: Layer,
    data: PlaneData,
    view: PlaneView,
    place: unknown[],
    ratio: number,
  ): OffscreenCanvas {
    const memo = this.kept.get(id) ?? new Memo<OffscreenCanvas>();
    this.kept.set(id, memo);
    return memo.get([layer.keptFor?.(data), ...place], () => {
      const picture = new OffscreenCanvas(1, 1);
      const ctx = watchedContext(picture);
      if (!ctx) return picture;
      prepare(ctx, view.size, ratio);
      layer.draw(ctx, view, data);
      return picture;
    });
  }
}

type Context = CanvasRenderingContext2D;

/** The unmagnified size of a drawing that fills a box at magnification `scale`. */
const sizeOf = ({ width, height }: Size, scale: number): Size => ({
  width: width / scale,
  height: height / scale,
});

/** The field at the pointer: the truth's, then those of the models shown. */
function velocities({ readings }: MarkedPoint, { motions }: Shown): Velocity[] {
  return [...new Set([TRUTH, ...motions])].flatMap((each) => {
    const field = readings[each]?.field;
    return field ? [{ model: each, field }] : [];
  });
}

const columns = new Map<number, Column>();
const frame: Frame = { scene: {} as PlaneScene, time: 0, pointer: null };
/** Version of the latest update received, and of the latest one drawn. */
let received = 0;
let drawn = 0;
let refused = false;

/** Rollouts arrive for all models at once. Reuses those that are unchanged, such as the truth's, so that memos still hit. */
function reuseUnchanged(before: Trajectories | null, now: Trajectories | null): Trajectories | null {
  for (const [model, trajectory] of Object.entries(now?.models ?? {})) {
    const old = before?.models[model]?.states;
    const same =
      old?.length === trajectory.states.length &&
      old.every((value, i) => Object.is(value, trajectory.states[i]));
    if (old && same) trajectory.states = old;
  }
  return now;
}

function apply({ version, time, pointer, columns: changed, removed, scene, fields }: RenderUpdate): void {
  received = version;
  frame.time = time;
  if (pointer !== undefined) frame.pointer = pointer;
  const { rollouts: before, fields: known } = frame.scene;
  Object.assign(frame.scene, scene);
  if (scene.rollouts) Object.assign(frame.scene, { rollouts: reuseUnchanged(before, scene.rollouts) });
  if (fields) {
    const changedFields = new Map(fields.changed.map((field) => [field.model, field]));
    const all = fields.models.flatMap((model) => changedFields.get(model) ?? known?.get(model) ?? []);
    Object.assign(frame.scene, { fields: new Map(all.map((field) => [field.model, field])) });
  }
  for (const id of removed) columns.delete(id);
  for (const { id, canvas, layout, axes } of changed) {
    if (canvas) columns.set(id, new Column(canvas));
    const column = columns.get(id);
    if (!column) continue;
    if (layout) column.layout = layout;
    if (!axes) continue;
    column.axes?.close();
    column.axes = axes;
  }
}

function draw(): void {
  for (const column of columns.values()) column.draw(frame);
  if (drawn === received) return;
  drawn = received;
  report({ drawn });
}

const report = (message: RenderReport): void => self.postMessage(message);

/**
 * Gets a canvas's context, once: Firefox doesn't return it a second time for a transferred canvas. Reports to the page if there is
 * none, and when the browser clears the canvas for lack of memory or restores it, empty.
 */
function watchedContext(canvas: OffscreenCanvas): Context | null {
  const reporter = (status: CanvasStatus) => () => report({ canvas: status });
  canvas.addEventListener("contextlost", reporter("lost"));
  canvas.addEventListener("contextrestored", reporter("restored"));
  canvas.addEventListener("contextrestored", () => {
    for (const column of columns.values()) column.forget();
    scheduleDraw();
  });
  const context = contextOf(canvas);
  if (!context && !refused) report({ canvas: "refused" });
  refused = !context;
  return context;
}

/** Drawing is queued behind all waiting updates, so that a burst of updates is drawn once. */
const channel = new MessageChannel();
let scheduled = false;
channel.port1.onmessage = () => {
  scheduled = false;
  draw();
};

function scheduleDraw(): void {
  if (!scheduled) channel.port2.postMessage(null);
  scheduled = true;
}

/** Whether the bodies of formulas are loaded, or can't be. */
let bodiesLoaded = false;

/** Loads the bodies of formulas, and then draws. Without them, the planes are still worth drawing. */
function loadBodies(): void {
  import("../render/plot/potential")
    .then((bodies) => Object.assign(BODIES, bodies))
    .catch(() => {})
    .finally(() => {
      bodiesLoaded = true;
      scheduleDraw();
    });
}

export function render(): void {
  self.onmessage = ({ data }: MessageEvent<RenderUpdate>) => {
    apply(data);
    if (frame.scene.system?.own && !bodiesLoaded) loadBodies();
    else scheduleDraw();
  };
}
