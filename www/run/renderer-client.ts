// The page's side of the painter: hands it the columns' canvases, and once a frame what has changed. A painter that is lost is replaced.
import { platform } from "#platform";
import { drawAxes } from "../render/layers/axes";
import { Memo } from "../render/memo";
import { contextOf, prepare, type Size } from "../render/plot/surface";
import type { Pointer } from "../render/pointer";
import { type Drawn, planeViews } from "../render/scene";
import type { CanvasStatus, ColumnLayout, ColumnOrder, RenderOrder, RenderReport } from "../workers/protocol";

/** A column of the page: where its model's body and plane are. */
export interface Column {
  readonly model: string;
  /** Boxes in pixels of the page; without an area where nothing is shown. */
  readonly boxes: { body: Size; plane: Size };
  /** Pixels of the page a pixel of the drawing. */
  readonly scale: number;
  /** Puts the canvas on which it is drawn in the place of the one before. */
  hold(canvas: HTMLCanvasElement): void;
}

interface Laid {
  id: number;
  /** Not handed over yet. */
  canvas: HTMLCanvasElement | null;
  shape: ColumnLayout | null;
  /** What the picture of its axes was made of. */
  axes: Memo<void>;
}

/** Frames in sight after which a painter that has drawn nothing of what it was told is lost: some 20 s. */
const PATIENCE = 1200;
/** So many painters in a row may be lost without having drawn anything. */
const TRIES = 3;

const PARTS = ["system", "viewport", "start", "samples", "coverage", "shown", "colours"] as const;

export class RendererClient {
  private readonly columns = new Map<Column, Laid>();
  private worker: Worker | null = null;
  private tries = 0;
  private ids = 0;
  private gone: number[] = [];
  private sent: Drawn | null = null;
  private time = Number.NaN;
  private pointed = -1;
  private version = 0;
  private drawn = 0;
  private silence = 0;
  /** How often typefaces have arrived: text that was written before them is written anew. */
  private typefaces = 0;

  constructor(private readonly tell: (fate: CanvasStatus) => void) {}

  open(): void {
    document.fonts.addEventListener("loadingdone", this.lettered);
    this.tries = 0;
    this.begin();
  }

  close(): void {
    document.fonts.removeEventListener("loadingdone", this.lettered);
    this.worker?.terminate();
    this.worker = null;
  }

  join(column: Column): void {
    const laid: Laid = { id: ++this.ids, canvas: null, shape: null, axes: new Memo() };
    this.columns.set(column, laid);
    this.lay(column, laid);
  }

  leave(column: Column): void {
    const laid = this.columns.get(column);
    if (laid) this.gone.push(laid.id);
    this.columns.delete(column);
  }

  /** Whether all that it was told is drawn. */
  get settled(): boolean {
    return !this.worker || this.drawn === this.version;
  }

  /** Shows the scene at a time of the motion, in s. To be called every frame. */
  frame(scene: Drawn, time: number, cursor: Pointer): void {
    this.heed();
    if (!this.worker) return;
    const { sent } = this;
    const transfer: Transferable[] = [];
    const order: RenderOrder = {
      version: this.version,
      time,
      columns: [],
      gone: this.gone,
      scene: {},
      layers: null,
    };
    for (const part of PARTS)
      if (scene[part] !== sent?.[part]) Object.assign(order.scene, { [part]: scene[part] });
    if (scene.rollouts !== sent?.rollouts) order.scene.rollouts = trajectoriesOf(scene);
    if (scene.layers !== sent?.layers) {
      const changed = [...scene.layers].filter(([model, layer]) => sent?.layers.get(model) !== layer);
      order.layers = { models: [...scene.layers.keys()], changed: changed.map(([, layer]) => layer) };
    }
    for (const [column, laid] of this.columns) {
      const change = this.changeOf(column, laid, scene, transfer);
      if (Object.keys(change).length > 1) order.columns.push(change);
    }
    const news =
      order.columns.length + order.gone.length + Object.keys(order.scene).length > 0 || order.layers !== null;
    if (news) order.version = ++this.version;
    const pointed = cursor.changes !== this.pointed;
    if (pointed) {
      order.pointer = cursor.point && { at: cursor.point, readings: cursor.probe?.readings ?? {} };
    }
    if (!news && !pointed && Object.is(time, this.time)) return;
    this.sent = scene;
    this.gone = [];
    this.time = time;
    this.pointed = cursor.changes;
    this.worker.postMessage(order, transfer);
  }

  /** What the painter does not know of a column yet. */
  private changeOf(column: Column, laid: Laid, scene: Drawn, transfer: Transferable[]): ColumnOrder {
    const change: ColumnOrder = { id: laid.id };
    if (laid.canvas) {
      change.canvas = laid.canvas.transferControlToOffscreen();
      transfer.push(change.canvas);
      laid.canvas = null;
    }
    const { model, scale, boxes } = column;
    const ratio = devicePixelRatio || 1;
    const { shape } = laid;
    const same =
      shape?.model === model &&
      shape.scale === scale &&
      shape.ratio === ratio &&
      sameSize(shape.body, boxes.body) &&
      sameSize(shape.plane, boxes.plane);
    if (!same) {
      laid.shape = { model, scale, ratio, body: { ...boxes.body }, plane: { ...boxes.plane } };
      change.shape = laid.shape;
    }
    const { system, viewport: window, colours } = scene;
    laid.axes.get([system, window, colours, laid.shape, this.typefaces], () => {
      const axes = boxes.plane.height > 0 ? axesOf(scene, boxes.plane, model, scale, ratio) : null;
      if (!axes) return;
      change.axes = axes;
      transfer.push(axes);
    });
    return change;
  }

  /** A new painter, to whom everything is new. */
  private begin(): void {
    this.worker?.terminate();
    this.worker = null;
    this.tries += 1;
    if (this.tries > TRIES) {
      this.tell("unpainted");
      return;
    }
    // Where that is lacking the page does not start, and says so.
    if (!("transferControlToOffscreen" in HTMLCanvasElement.prototype)) return;
    let worker: Worker;
    try {
      worker = platform.newWorker("renderer");
    } catch {
      // Without workers the session doesn't start either, and says why.
      return;
    }
    worker.addEventListener("message", ({ data }: MessageEvent<RenderReport>) => this.heard(worker, data));
    worker.addEventListener("error", () => this.lose(worker));
    worker.addEventListener("messageerror", () => this.lose(worker));
    this.worker = worker;
    this.sent = null;
    this.gone = [];
    this.pointed = -1;
    this.silence = 0;
    for (const [column, laid] of this.columns) this.lay(column, laid);
  }

  private lose(worker: Worker): void {
    if (this.worker === worker) this.begin();
  }

  /** Control over a canvas is handed over for good: each painter gets a new one. */
  private lay(column: Column, laid: Laid): void {
    if (!this.worker) return;
    laid.canvas = document.createElement("canvas");
    laid.canvas.setAttribute("aria-hidden", "true");
    laid.shape = null;
    laid.axes.forget();
    column.hold(laid.canvas);
  }

  private heard(worker: Worker, word: RenderReport): void {
    // What one that was replaced has said may still be under way.
    if (this.worker !== worker) return;
    if ("fate" in word) {
      this.tell(word.fate);
      return;
    }
    this.drawn = word.drawn;
    this.silence = 0;
    this.tries = 0;
  }

  /** Counts frames, so that neither sleep nor a jumping clock is silence. */
  private heed(): void {
    this.silence = this.settled ? 0 : this.silence + 1;
    if (this.silence > PATIENCE) this.begin();
  }

  private readonly lettered = (): void => {
    this.typefaces += 1;
  };
}

const sameSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

/** Of the rollouts what is drawn, without what else is known of them. */
function trajectoriesOf({ rollouts }: Drawn): Drawn["rollouts"] {
  if (!rollouts) return null;
  const { t, dim } = rollouts;
  const models = Object.entries(rollouts.models).map(([model, { states }]) => [model, { states }]);
  return { t, dim, models: Object.fromEntries(models) };
}

/** Frame, ticks and names of a plane's axes. The typefaces of the page are here, not in workers. */
function axesOf(scene: Drawn, box: Size, model: string, scale: number, ratio: number): ImageBitmap | null {
  const size = { width: box.width / scale, height: box.height / scale };
  const canvas = new OffscreenCanvas(1, 1);
  const ctx = contextOf(canvas);
  if (!ctx) return null;
  prepare(ctx, size, scale * ratio);
  drawAxes(ctx, planeViews(scene, size, model)[0]);
  return canvas.transferToImageBitmap();
}
