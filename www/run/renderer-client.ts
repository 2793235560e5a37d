// The page's side of the renderer: hands over the columns' canvases, sends the changes once per frame, replaces a lost renderer.
import { platform } from "#platform";
import { Memo } from "../render/memo";
import { drawFrame } from "../render/plane-frame";
import { contextOf, prepare, type Size } from "../render/plot/surface";
import type { Pointer } from "../render/pointer";
import type { PlaneScene, Shown } from "../render/scene";
import type {
  CanvasStatus,
  ColumnLayout,
  ColumnUpdate,
  RenderReport,
  RenderUpdate,
} from "../workers/protocol";

/** A column of the page: a body above a plane. */
export interface Column {
  readonly shown: Shown;
  /** Sizes in page pixels; zero if nothing is shown. */
  readonly boxes: { body: Size; plane: Size };
  /** Page pixels per drawing pixel. */
  readonly scale: number;
  /** Inserts the canvas to draw on, replacing the previous one. */
  hold(canvas: HTMLCanvasElement): void;
}

interface Slot {
  id: number;
  /** Null once it is transferred to the renderer. */
  canvas: HTMLCanvasElement | null;
  layout: ColumnLayout | null;
  /** Renders the axes only when their inputs change. */
  axes: Memo<void>;
}

/** A renderer that hasn't drawn the latest update within this many visible frames, about 20 s, counts as lost. */
const MAX_SILENT_FRAMES = 1200;
/** Maximum number of renderers to start in a row if none of them draws anything. */
const MAX_RESTARTS = 3;

/** Fields of the scene that are sent whole when they change. The types require every field but rollouts and model fields. */
const SCENE_FIELDS = Object.keys({
  system: true,
  viewport: true,
  start: true,
  samples: true,
  coverage: true,
  visibleLayers: true,
  colours: true,
} satisfies Record<Exclude<keyof PlaneScene, "rollouts" | "fields">, true>) as (keyof PlaneScene)[];

export class RendererClient {
  private readonly columns = new Map<Column, Slot>();
  private worker: Worker | null = null;
  private restarts = 0;
  private ids = 0;
  private removed: number[] = [];
  private sent: PlaneScene | null = null;
  private time = Number.NaN;
  private sentPointer = -1;
  private version = 0;
  private drawn = 0;
  private silentFrames = 0;
  /** Number of font loads so far: axis labels are redrawn when a font arrives. */
  private fontLoads = 0;

  constructor(private readonly canvasChanged: (status: CanvasStatus) => void) {}

  open(): void {
    document.fonts.addEventListener("loadingdone", this.fontsLoaded);
    this.restarts = 0;
    this.replaceWorker();
  }

  close(): void {
    document.fonts.removeEventListener("loadingdone", this.fontsLoaded);
    this.worker?.terminate();
    this.worker = null;
  }

  join(column: Column): void {
    const slot: Slot = { id: ++this.ids, canvas: null, layout: null, axes: new Memo() };
    this.columns.set(column, slot);
    this.attachCanvas(column, slot);
  }

  leave(column: Column): void {
    const slot = this.columns.get(column);
    if (slot) this.removed.push(slot.id);
    this.columns.delete(column);
  }

  /** Whether the renderer has drawn everything it was sent. */
  get settled(): boolean {
    return !this.worker || this.drawn === this.version;
  }

  /** Sends the scene and the time of the motion, in s. Call it every frame. */
  frame(scene: PlaneScene, time: number, pointer: Pointer): void {
    this.watch();
    if (!this.worker) return;
    const { sent } = this;
    const transfer: Transferable[] = [];
    const update: RenderUpdate = {
      version: this.version,
      time,
      columns: [],
      removed: this.removed,
      scene: {},
      fields: null,
    };
    for (const field of SCENE_FIELDS)
      if (scene[field] !== sent?.[field]) Object.assign(update.scene, { [field]: scene[field] });
    if (scene.rollouts !== sent?.rollouts) update.scene.rollouts = trajectoriesOf(scene);
    if (scene.fields !== sent?.fields) {
      const changed = [...scene.fields].filter(([model, field]) => sent?.fields.get(model) !== field);
      // Copied, 37 kB each: the page keeps its own for the video, for undo, and for a renderer that replaces a lost one.
      update.fields = { models: [...scene.fields.keys()], changed: changed.map(([, field]) => field) };
    }
    for (const [column, slot] of this.columns) {
      const columnUpdate = this.changeOf(column, slot, scene, transfer);
      if (Object.keys(columnUpdate).length > 1) update.columns.push(columnUpdate);
    }
    const changed =
      update.columns.length + update.removed.length + Object.keys(update.scene).length > 0 ||
      update.fields !== null;
    if (changed) update.version = ++this.version;
    const pointerMoved = pointer.changes !== this.sentPointer;
    if (pointerMoved) {
      update.pointer = pointer.point && { at: pointer.point, readings: pointer.probe?.readings ?? {} };
    }
    if (!changed && !pointerMoved && Object.is(time, this.time)) return;
    this.sent = scene;
    this.removed = [];
    this.time = time;
    this.sentPointer = pointer.changes;
    this.worker.postMessage(update, transfer);
  }

  /** What changed in a column since the last update. */
  private changeOf(column: Column, slot: Slot, scene: PlaneScene, transfer: Transferable[]): ColumnUpdate {
    const columnUpdate: ColumnUpdate = { id: slot.id };
    if (slot.canvas) {
      columnUpdate.canvas = slot.canvas.transferControlToOffscreen();
      transfer.push(columnUpdate.canvas);
      slot.canvas = null;
    }
    const { shown, scale, boxes } = column;
    const ratio = devicePixelRatio || 1;
    const { layout } = slot;
    const same =
      layout?.shown === shown &&
      layout.scale === scale &&
      layout.ratio === ratio &&
      sameSize(layout.body, boxes.body) &&
      sameSize(layout.plane, boxes.plane);
    if (!same) {
      slot.layout = { shown, scale, ratio, body: { ...boxes.body }, plane: { ...boxes.plane } };
      columnUpdate.layout = slot.layout;
    }
    const { system, viewport, colours } = scene;
    const { quantity, range = [] } = scene.fields.get(shown.model)?.map ?? {};
    slot.axes.get([system, viewport, colours, slot.layout, this.fontLoads, quantity, ...range], () => {
      const axes = boxes.plane.height > 0 ? axesOf(scene, boxes.plane, shown.model, scale, ratio) : null;
      if (!axes) return;
      columnUpdate.axes = axes;
      transfer.push(axes);
    });
    return columnUpdate;
  }

  /** Starts a new renderer, to which the next frame sends everything. */
  private replaceWorker(): void {
    this.worker?.terminate();
    this.worker = null;
    this.restarts += 1;
    if (this.restarts > MAX_RESTARTS) {
      this.canvasChanged("no-renderer");
      return;
    }
    // The page doesn't start in such a browser, and shows an error.
    if (!("transferControlToOffscreen" in HTMLCanvasElement.prototype)) return;
    let worker: Worker;
    try {
      worker = platform.newWorker("renderer");
    } catch {
      // The session can't start without workers either, and shows an error.
      return;
    }
    worker.addEventListener("message", ({ data }: MessageEvent<RenderReport>) => this.received(worker, data));
    worker.addEventListener("error", () => this.lose(worker));
    worker.addEventListener("messageerror", () => this.lose(worker));
    this.worker = worker;
    this.sent = null;
    this.removed = [];
    this.sentPointer = -1;
    this.silentFrames = 0;
    for (const [column, slot] of this.columns) this.attachCanvas(column, slot);
  }

  private lose(worker: Worker): void {
    if (this.worker === worker) this.replaceWorker();
  }

  /** Creates a column's canvas. Each renderer needs new ones, because control over a canvas can't be taken back. */
  private attachCanvas(column: Column, slot: Slot): void {
    if (!this.worker) return;
    slot.canvas = document.createElement("canvas");
    slot.canvas.setAttribute("aria-hidden", "true");
    slot.layout = null;
    slot.axes.forget();
    column.hold(slot.canvas);
  }

  private received(worker: Worker, message: RenderReport): void {
    // Messages of a replaced renderer may still arrive.
    if (this.worker !== worker) return;
    if ("canvas" in message) {
      this.canvasChanged(message.canvas);
      return;
    }
    this.drawn = message.drawn;
    this.silentFrames = 0;
    this.restarts = 0;
  }

  /** Counts frames, so that neither sleep nor a changed clock looks like silence. */
  private watch(): void {
    this.silentFrames = this.settled ? 0 : this.silentFrames + 1;
    if (this.silentFrames > MAX_SILENT_FRAMES) this.replaceWorker();
  }

  private readonly fontsLoaded = (): void => {
    this.fontLoads += 1;
  };
}

const sameSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

/** Copies only what the renderer draws of the rollouts. */
function trajectoriesOf({ rollouts }: PlaneScene): PlaneScene["rollouts"] {
  if (!rollouts) return null;
  const { t, dim } = rollouts;
  const models = Object.entries(rollouts.models).map(([model, { states }]) => [model, { states }]);
  return { t, dim, models: Object.fromEntries(models) };
}

/** Renders a plane's axes and colour bar. It runs here because workers don't have the page's fonts. */
function axesOf(
  scene: PlaneScene,
  box: Size,
  model: string,
  scale: number,
  ratio: number,
): ImageBitmap | null {
  const size = { width: box.width / scale, height: box.height / scale };
  const canvas = new OffscreenCanvas(1, 1);
  const ctx = contextOf(canvas);
  if (!ctx) return null;
  prepare(ctx, size, scale * ratio);
  drawFrame(ctx, scene, size, model);
  return canvas.transferToImageBitmap();
}
