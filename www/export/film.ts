// Composes a frame of the video on a canvas of fixed size. The static planes are drawn once and reused.
import { catalog, energyUnit } from "../experiment/catalog";
import { drawBodyAt, drawMovingPlane, drawStaticPlane } from "../render/column-picture";
import { Memo } from "../render/memo";
import { pinnedTimeCurves } from "../render/pinned-curves";
import { drawChart, drawTimeCursor } from "../render/plot/chart";
import { type TextStyle, widthOf, write } from "../render/plot/lettering";
import type { Pen } from "../render/plot/pen";
import { timeStrip } from "../render/plot/quantities";
import type { Strip } from "../render/plot/strips";
import type { Size } from "../render/plot/surface";
import { modelColour } from "../render/plot/theme";
import { alone, overlaid, planeDataOf, type Scene, type Shown } from "../render/scene";
import type { Session } from "../run/session";
import { verdict } from "../run/summary";
import { count, inUnit } from "../text/format";
import { drawHead, HEAD } from "./head";

export const FILM: Size = { width: 1280, height: 720 };

const TRUTH = "truth";
const PAD = 28;
const GAP = 16;
/** Largest width of a plane, which one alone reaches. */
const LONE = 800;
const TOP = 58;
const BODY = 84;
const PLANE = 350;
const PLANE_TOP = TOP + HEAD + BODY;
const STRIP_TOP = PLANE_TOP + PLANE + 10;
const STRIP: Size = { width: FILM.width - 2 * PAD, height: FILM.height - STRIP_TOP - 36 };

export class Film {
  readonly canvas = document.createElement("canvas");
  private readonly context: CanvasRenderingContext2D;
  private readonly planes = new Map<string, Memo<OffscreenCanvas>>();
  private readonly strip = new Memo<Strip>();

  constructor(private readonly session: Session) {
    this.canvas.width = FILM.width;
    this.canvas.height = FILM.height;
    const context = this.canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("The browser could not create a canvas.");
    this.context = context;
  }

  /** Draws the session's current state. */
  draw(): void {
    const { context, session } = this;
    const { scene, playhead } = session;
    const { colours } = scene;
    const columns = columnsOf(session);
    const full = FILM.width - 2 * PAD;
    const width = Math.min(LONE, (full - (columns.length - 1) * GAP) / columns.length);
    const left = (FILM.width - columns.length * (width + GAP) + GAP) / 2;
    const body: Size = { width, height: BODY };
    const plane: Size = { width, height: PLANE };
    const time = Math.min(playhead.time, scene.rollouts?.t.at(-1) ?? 0);
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, FILM.width, FILM.height);
    this.verdict();
    columns.forEach((shown, i) => {
      const x = left + i * (width + GAP);
      placed(context, x, TOP, () => drawHead(context, scene, shown, width));
      placed(context, x, TOP + HEAD, () => drawBodyAt(context, scene, body, shown, time));
      context.drawImage(this.plane(scene, shown, plane), x, PLANE_TOP);
      placed(context, x, PLANE_TOP, () => drawMovingPlane(context, scene, plane, shown, time));
    });
    this.energy(scene, time);
  }

  /** The verdict above the planes, shrunk to fit on one line. */
  private verdict(): void {
    const { context, session } = this;
    const { scene, learners, training } = session;
    const stopped = learners.filter((learner) => training?.states.get(learner)?.problem);
    const pieces = verdict(scene.rollouts, learners, training?.step ?? 0, new Set(stopped));
    const runs = pieces.map(({ text, model }) =>
      model ? { text, colour: modelColour(scene.colours, model) } : { text },
    );
    const style: TextStyle = { size: 26, family: "serif", colour: scene.colours.ink };
    const room = FILM.width - 2 * PAD - 34;
    const size = style.size * Math.min(1, room / widthOf(context, runs, style));
    write(context, runs, PAD + 34, 40, { ...style, size });
  }

  private plane(scene: Scene, shown: Shown, size: Size): OffscreenCanvas {
    const { rollouts, system, viewport, visibleLayers, colours } = scene;
    const { model } = shown;
    const memo = this.planes.get(model) ?? new Memo();
    this.planes.set(model, memo);
    const { width } = size;
    const data = Object.values(planeDataOf(scene, model));
    const motions = shown.motions.join();
    return memo.get([rollouts, system, viewport, visibleLayers, colours, width, motions, ...data], () => {
      const canvas = new OffscreenCanvas(Math.ceil(width), size.height);
      const context = canvas.getContext("2d");
      if (context) drawStaticPlane(context, scene, size, shown);
      return canvas;
    });
  }

  private energy(scene: Scene, time: number): void {
    const { context, session } = this;
    const { colours, rollouts, system } = scene;
    const { learners, settings, training } = session;
    const { pins } = session.pinboard;
    const models = [TRUTH, ...learners];
    const strip = this.strip.get([rollouts, learners, pins, settings], () => {
      const pinned = pinnedTimeCurves(pins, "energy", settings);
      return timeStrip("energy", rollouts, models, system, Number(settings.horizon), pinned);
    });
    const sans = { size: 13, family: "sans", colour: colours.faint } as const;
    const title = [{ text: "Energy " }, { text: "H", italic: true }, { text: " along the motion" }];
    const x = PAD + 34;
    const y = STRIP_TOP + 18;
    const width = write(context, title, x, y, { size: 17, family: "serif", colour: colours.ink });
    const remark = strip.series.some(({ pin }) => pin) ? "; pale: pinned runs" : "";
    write(
      context,
      [{ text: `${inUnit(energyUnit(system))}against time in s${remark}` }],
      x + width + 8,
      y,
      sans,
    );
    const caption = `${system.label}, seed ${settings.seed}, step ${count(training?.step ?? 0)}. HNN Playground ${catalog.version}`;
    write(context, [{ text: caption }], FILM.width - PAD - 18, y, sans, true);
    placed(context, PAD, STRIP_TOP + 26, () => {
      drawChart(context, strip, colours, STRIP);
      drawTimeCursor(context, strip, colours, STRIP, time);
    });
  }
}

/** The columns of a wide page. */
function columnsOf({ learners, view }: Session): Shown[] {
  if (view.planes === "overlaid") return [overlaid(learners, view.behind)];
  return [TRUTH, ...learners].map(alone);
}

function placed(pen: Pen, x: number, y: number, draw: () => void): void {
  pen.save();
  pen.translate(x, y);
  draw();
  pen.restore();
}
