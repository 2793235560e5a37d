// The pictures to export: their contents and sizes. They use the page's own drawing functions.
import { coordinateUnit, energyUnit, learnerInfo, modelLabel, modelShort } from "../experiment/catalog";
import { drawBodyAt, drawMovingPlane, drawStaticPlane } from "../render/column-picture";
import { drawChart, drawTimeCursor } from "../render/plot/chart";
import { conservedStrip, coordinateStrip } from "../render/plot/comparison";
import { type TextRun, write } from "../render/plot/lettering";
import type { Pen } from "../render/plot/pen";
import { axisOf, timeStrip } from "../render/plot/quantities";
import { lossStrip, type Strip } from "../render/plot/strips";
import type { Size } from "../render/plot/surface";
import { alone, hasField, type Shown } from "../render/scene";
import { inUnit, significant, withUnit } from "../text/format";
import { drawHead, HEAD } from "./head";
import { drawSeeds, seedsHeight } from "./seeds";
import type { Still } from "./still";

export interface Figure {
  id: string;
  /** Shown in the list of pictures and above the picture. */
  title: string;
  size: Size;
  /** Models for the legend, if nothing else labels the curves. */
  legend?: readonly string[];
  draw(pen: Pen): void;
}

const TRUTH = "truth";
const GAP = 16;
const PLANE: Size = { width: 372, height: 384 };
const BODY_HEIGHT = 96;
/** The picture of all paths on one plane. */
export const OVERLAY = "overlay";
const OVERLAID: Size = { width: 760, height: 560 };
const STRIP: Size = { width: 760, height: 300 };
const PANEL: Size = { width: 372, height: 220 };

/** All pictures available at this moment. */
export function figuresOf(still: Still): Figure[] {
  const { models, scene } = still;
  const plane = (model: string): Figure => ({
    id: `plane-${model}`,
    title: `Phase plane: ${modelLabel(model)}`,
    size: { width: 560, height: HEAD + 560 },
    draw: (pen) => drawPlane(pen, still, alone(model), { width: 560, height: 560 }),
  });
  const own = [...new Set(models)].map(plane);
  const over: Figure = {
    id: OVERLAY,
    title: "All paths on one plane",
    size: { width: OVERLAID.width, height: HEAD + OVERLAID.height },
    draw: (pen) => drawPlane(pen, still, still.overlay, OVERLAID),
  };
  const strips: Figure[] = [energyFigure(still), errorFigure(still), lossFigure(still)];
  const seeds = still.spread ? [seedsFigure(still, still.spread)] : [];
  const planes = hasField(scene.system) ? "phase planes" : "planes of positions";
  return [
    {
      id: "all",
      title: `Bodies, ${planes}, energy and loss`,
      size: allSize(models.length),
      draw: (pen) => drawAll(pen, still),
    },
    {
      id: "planes",
      title: `The ${planes}`,
      size: rowSize(models.length, HEAD + PLANE.height),
      draw: (pen) => row(pen, models, 0, (model) => drawPlane(pen, still, alone(model), PLANE)),
    },
    over,
    {
      id: "bodies",
      title: "The bodies",
      size: rowSize(models.length, HEAD + BODY_HEIGHT),
      draw: (pen) => row(pen, models, 0, (model) => drawBody(pen, still, model)),
    },
    ...own,
    ...strips,
    comparisonFigure(still),
    ...seeds,
  ];
}

const rowSize = (columns: number, height: number): Size => ({
  width: columns * PLANE.width + (columns - 1) * GAP,
  height,
});

const BODY_AND_PLANE = HEAD + BODY_HEIGHT + PLANE.height;

const allSize = (columns: number): Size => rowSize(columns, BODY_AND_PLANE + GAP + HEAD + PANEL.height);

/** Draws with the origin moved to (x, y). */
function placed(pen: Pen, x: number, y: number, draw: () => void): void {
  pen.save();
  pen.translate(x, y);
  draw();
  pen.restore();
}

function row(pen: Pen, models: readonly string[], y: number, draw: (model: string) => void): void {
  models.forEach((model, i) => {
    placed(pen, i * (PLANE.width + GAP), y, () => draw(model));
  });
}

function drawPlane(pen: Pen, still: Still, shown: Shown, size: Size): void {
  drawHead(pen, still.scene, shown, size.width);
  placed(pen, 0, HEAD, () => {
    drawStaticPlane(pen, still.scene, size, shown);
    drawMovingPlane(pen, still.scene, size, shown, still.time);
  });
}

function drawBody(pen: Pen, still: Still, model: string): void {
  drawHead(pen, still.scene, alone(model), PLANE.width);
  placed(pen, 0, HEAD, () =>
    drawBodyAt(pen, still.scene, { width: PLANE.width, height: BODY_HEIGHT }, alone(model), still.time),
  );
}

function drawAll(pen: Pen, still: Still): void {
  row(pen, still.models, 0, (model) => drawBody(pen, still, model));
  row(pen, still.models, HEAD + BODY_HEIGHT, (model) => {
    drawStaticPlane(pen, still.scene, PLANE, alone(model));
    drawMovingPlane(pen, still.scene, PLANE, alone(model), still.time);
  });
  const { width } = allSize(still.models.length);
  const half = { width: (width - GAP) / 2, height: PANEL.height };
  const top = BODY_AND_PLANE + GAP;
  placed(pen, 0, top, () => drawStrip(pen, still, energy(still), half));
  placed(pen, half.width + GAP, top, () => drawStrip(pen, still, loss(still), half));
}

/** A chart with its title. */
interface Panel {
  title: TextRun[];
  unit: string;
  strip: Strip;
  /** Whether its x axis is time. */
  timed: boolean;
}

const H: TextRun = { text: "H", italic: true };

const energy = ({ scene, learners, horizon, pinned }: Still): Panel => ({
  title: [{ text: "Energy " }, H, { text: " along the motion" }],
  unit: `${inUnit(energyUnit(scene.system))}against time in s`,
  strip: timeStrip("energy", scene.rollouts, [TRUTH, ...learners], scene.system, horizon, pinned.energy),
  timed: true,
});

const loss = ({ losses, learners, steps, pinned }: Still): Panel => ({
  title: [{ text: "Loss" }],
  unit: "against step; thin: train, bold: test",
  strip: lossStrip(new Map(losses), learners, steps, pinned.loss),
  timed: false,
});

const error = ({ scene, learners, horizon, pinned }: Still): Panel => ({
  title: [{ text: "Mean squared error of the coordinates" }],
  unit: "against time in s",
  strip: coordinateStrip(scene.rollouts, learners, horizon, pinned.squares),
  timed: true,
});

function prediction({ scene, learners, horizon, pinned }: Still): Panel {
  const { system } = scene;
  const coordinate = system.coordinates[axisOf("q", system)];
  return {
    title: [{ text: "Prediction " }, { text: coordinate?.symbol ?? "", italic: true }],
    unit: `${inUnit(coordinateUnit(system, coordinate?.unit))}against time in s`,
    strip: timeStrip("q", scene.rollouts, [TRUTH, ...learners], system, horizon, pinned.q),
    timed: true,
  };
}

/** The energy learned by the last learner that has one, along all rollouts. */
function conserved({ scene, learners, horizon, pinned }: Still): Panel[] {
  const learner = learners.findLast((each) => learnerInfo(each).hasEnergy);
  if (learner === undefined || !scene.comparison) return [];
  const models = [TRUTH, ...learners];
  return [
    {
      title: [H, { text: "θ", sub: true }, { text: ` learned by ${modelShort(learner)}` }],
      unit: `${inUnit(energyUnit(scene.system))}against time in s`,
      strip: conservedStrip(scene.rollouts, scene.comparison, learner, models, horizon, pinned.learned),
      timed: true,
    },
  ];
}

function drawStrip(pen: Pen, { scene, time }: Still, panel: Panel, size: Size): void {
  const { colours } = scene;
  const serif = { size: 16, family: "serif", colour: colours.ink } as const;
  const sans = { size: 12.5, family: "sans", colour: colours.faint } as const;
  const title = write(pen, panel.title, 34, 18, serif);
  const remark = panel.strip.series.some(({ pin }) => pin) ? "; pale: pinned runs" : "";
  write(pen, [{ text: `${panel.unit}${remark}` }], 34 + title + 8, 18, sans);
  placed(pen, 0, HEAD - 4, () => {
    drawChart(pen, panel.strip, colours, size, colours.plate);
    if (panel.timed) drawTimeCursor(pen, panel.strip, colours, size, time);
  });
}

const stripFigure = (still: Still, id: string, title: string, panel: Panel): Figure => ({
  id,
  title,
  size: { width: STRIP.width, height: HEAD + STRIP.height },
  legend: id === "energy" ? [TRUTH, ...still.learners] : still.learners,
  draw: (pen) => drawStrip(pen, still, panel, STRIP),
});

const energyFigure = (still: Still) => stripFigure(still, "energy", "Energy over time", energy(still));
const errorFigure = (still: Still) =>
  stripFigure(still, "error", "Mean squared error of the coordinates over time", error(still));
const lossFigure = (still: Still) => stripFigure(still, "loss", "Loss over training", loss(still));

/** The paper's four panels. */
function comparisonFigure(still: Still): Figure {
  const panels = [prediction(still), error(still), ...conserved(still), energy(still)];
  const rows = Math.ceil(panels.length / 2);
  const width = 2 * 520 + GAP;
  const size = { width: 520, height: PANEL.height };
  return {
    id: "comparison",
    title: "Comparison as in the paper",
    size: { width, height: rows * (HEAD + PANEL.height) + (rows - 1) * GAP },
    legend: [TRUTH, ...still.learners],
    draw: (pen) =>
      panels.forEach((panel, i) => {
        placed(pen, (i % 2) * (size.width + GAP), Math.floor(i / 2) * (HEAD + PANEL.height + GAP), () =>
          drawStrip(pen, still, panel, size),
        );
      }),
  };
}

function seedsFigure(still: Still, spread: NonNullable<Still["spread"]>): Figure {
  const { scene, horizon } = still;
  return {
    id: "seeds",
    title: `${spread.lossy ? "Energy against the truth" : "Energy change"} over ${withUnit(significant(horizon), "s")} by seed`,
    size: { width: STRIP.width, height: seedsHeight(spread.results.size) },
    draw: (pen) => drawSeeds(pen, scene.colours, spread, STRIP.width),
  };
}
