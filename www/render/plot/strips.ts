// Charts ("strips") as uPlot options and columns: the common parts, and the loss by step.
import type uPlot from "uplot";
import type { LossPoint } from "../../../pkg/hnn_playground";
import { scientific, significant } from "../../text/format";
import { rowAt } from "./path";
import type { Size } from "./surface";
import { type Colours, fonts, lineStyleOf, modelColour, sizes } from "./theme";

/** Columns of numbers, the x values first; null is a gap. */
export type Columns = ArrayLike<number | null>[];

export interface Strip {
  series: StripSeries[];
  log: boolean;
  xRange: [number, number];
  yRange: [number, number];
  columns: Columns;
}

export interface StripSeries {
  model: string;
  /** Whether it is the secondary of a model's two curves, drawn thinner. */
  lesser: boolean;
  /** The pinned run's letter, which is drawn next to its pale curve. */
  pin?: string;
}

export interface PinnedCurve {
  letter: string;
  model: string;
  x: ArrayLike<number>;
  y: ArrayLike<number | null>;
}

/** Pinned curves as series and columns, interpolated at the x values of the current run. */
export function pinnedSeries(
  pinned: PinnedCurve[],
  x: ArrayLike<number>,
): { series: StripSeries[]; columns: Columns } {
  return {
    series: pinned.map(({ model, letter }) => ({ model, lesser: true, pin: letter })),
    columns: pinned.map((curve) => resampled(curve, x)),
  };
}

function resampled(curve: PinnedCurve, x: ArrayLike<number>): (number | null)[] {
  const last = curve.x[curve.x.length - 1] ?? Number.NEGATIVE_INFINITY;
  const first = curve.x[0] ?? Number.POSITIVE_INFINITY;
  return Array.from(x, (at) => {
    if (at < first || at > last) return null;
    const row = rowAt(curve.x, at);
    const from = curve.y[Math.floor(row)] ?? null;
    const to = curve.y[Math.ceil(row)] ?? null;
    return from === null || to === null ? null : from + (to - from) * (row % 1);
  });
}

/** The row nearest to `x`; null if the chart is empty. */
export function nearestRow({ columns }: Strip, x: number): number | null {
  const abscissa = columns[0] as ArrayLike<number> | undefined;
  return abscissa && abscissa.length > 0 ? Math.round(rowAt(abscissa, x)) : null;
}

export const padded = (values: ArrayLike<number | null>, length: number): (number | null)[] =>
  Array.from({ length }, (_, i) => values[i] ?? null);

/** Train and test loss of every learner by step, on a logarithmic axis, with the test losses of pinned runs. */
export function lossStrip(
  losses: Map<string, readonly LossPoint[]>,
  learners: string[],
  steps: number,
  pinned: PinnedCurve[] = [],
): Strip {
  const series: StripSeries[] = learners.flatMap((model) => [
    { model, lesser: true },
    { model, lesser: false },
  ]);
  const all = learners.map((learner) => losses.get(learner) ?? []);
  const longest = all.reduce<readonly LossPoint[]>(
    (best, each) => (each.length > best.length ? each : best),
    [],
  );
  const recorded = longest.map((point) => point.step);
  const last = recorded.at(-1) ?? -1;
  // Pinned runs may have trained for more steps than the current run.
  const further = pinned.flatMap(({ x }) => Array.from(x).filter((step) => step > last));
  const x = [...recorded, ...new Set(further.sort((a, b) => a - b))];
  const columns: Columns = [x];
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  const tracked = (value: number | null | undefined): number | null => {
    if (value === undefined || value === null || !(value > 0)) return null;
    low = Math.min(low, value);
    high = Math.max(high, value);
    return value;
  };
  const column = (points: readonly LossPoint[], kind: "train" | "test") =>
    x.map((_, i) => tracked(points[i]?.[kind]));
  for (const points of all) columns.push(column(points, "train"), column(points, "test"));
  const overlay = pinnedSeries(pinned, x);
  series.push(...overlay.series);
  columns.push(...overlay.columns.map((values) => Array.from(values, tracked)));
  if (!(high > 0)) [low, high] = [0.02, 5];
  return {
    series,
    log: true,
    xRange: [0, Math.max(steps, last)],
    yRange: [
      10 ** Math.floor(Math.log10(low * 0.95)),
      10 ** Math.ceil(Math.log10(Math.min(high, low * 1e8) * 1.05)),
    ],
    columns,
  };
}

/** uPlot's options for a chart. It reads the ranges from `current` on every draw. */
export function stripOptions(
  strip: Strip,
  colours: Colours,
  size: Size,
  current: () => Strip,
): uPlot.Options {
  const axis = (filter?: uPlot.Axis.Filter): uPlot.Axis => ({
    stroke: colours.faint,
    font: `12px ${fonts.sans}`,
    grid: { stroke: colours.grid, width: 1, ...(filter && { filter }) },
    ticks: { show: false },
    gap: 4,
    ...(filter && { filter }),
  });
  const decades: uPlot.Axis.Filter = (_, splits) =>
    splits.map((value) => (Math.abs(Math.log10(value) % 1) < 1e-6 ? value : null));
  return {
    ...size,
    legend: { show: false },
    cursor: { show: false },
    padding: [6, 18, 0, 0],
    hooks: { draw: [(chart) => letters(chart, { series: strip.series, xRange: current().xRange }, colours)] },
    scales: {
      x: { time: false, range: () => current().xRange },
      y: { range: () => current().yRange, ...(strip.log && { distr: 3 as const, log: 10 as const }) },
    },
    axes: [
      { ...axis(), size: 22, space: 60, values: (_, splits) => splits.map((value) => axisText(value, 6)) },
      {
        ...axis(strip.log ? decades : undefined),
        size: 34,
        space: strip.log ? 16 : 28,
        values: (_, splits) => splits.map((value) => (value === null ? "" : axisText(value, 4))),
      },
    ],
    series: [
      {},
      ...strip.series.map(({ model, lesser, pin }) => {
        const style = lineStyleOf(model);
        return {
          stroke: modelColour(colours, model),
          width: pin ? sizes.pinned : lesser ? 0.75 : style.width,
          dash: style.dash,
          alpha: pin ? sizes.pinnedOpacity : 1,
          points: { show: false },
          spanGaps: false,
        };
      }),
    ],
  };
}

/** The position of a pinned run's letter on one of its curves. */
export interface Letter {
  letter: string;
  model: string;
  x: number;
  y: number;
}

/** Positions of the letters of pinned runs, each run's a little further left, so that they don't overlap. */
export function lettersOf({
  series,
  columns,
  xRange,
}: Pick<Strip, "series" | "columns" | "xRange">): Letter[] {
  const [from, to] = xRange;
  const runs = [...new Set(series.flatMap(({ pin }) => pin ?? []))];
  const x = columns[0] as ArrayLike<number> | undefined;
  return series.flatMap(({ model, pin }, i) => {
    const y = columns[i + 1];
    if (!pin || !x || !y) return [];
    const fraction = 0.97 - ((0.055 * runs.indexOf(pin)) % 0.9);
    let row = Math.round(rowAt(x, from + fraction * (to - from)));
    while (row > 0 && typeof y[row] !== "number") row -= 1;
    const value = y[row];
    return typeof value === "number" ? [{ letter: pin, model, x: x[row] ?? 0, y: value }] : [];
  });
}

/** Writes the letters of pinned runs on their curves. */
function letters(chart: uPlot, strip: Pick<Strip, "series" | "xRange">, colours: Colours): void {
  const { ctx, bbox, data } = chart;
  const ratio = devicePixelRatio || 1;
  ctx.save();
  ctx.font = `600 ${sizes.tickText * ratio}px ${fonts.sans}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { letter, model, x, y } of lettersOf({ ...strip, columns: data as Columns })) {
    const left = chart.valToPos(x, "x", true);
    const top = chart.valToPos(y, "y", true);
    if (!(top >= bbox.top && top <= bbox.top + bbox.height)) continue;
    ctx.strokeStyle = colours.paper;
    ctx.lineWidth = 4 * ratio;
    ctx.strokeText(letter, left, top);
    ctx.fillStyle = modelColour(colours, model);
    ctx.fillText(letter, left, top);
  }
  ctx.restore();
}

export const axisText = (value: number, digits: number): string =>
  value !== 0 && Math.abs(value) < 1e-3 ? scientific(value, 1).replace("1·", "") : significant(value, digits);
