// The time strips as uPlot options and columns: energy along the rollouts, loss against step.
import type uPlot from "uplot";
import type { LossPoint, Rollouts } from "../../pkg/hnn_playground";
import { scientific, significant } from "../format";
import type { Size } from "./surface";
import { type Colours, fonts, lineStyleOf, modelColour } from "./theme";

/** Columns of numbers, the first being the abscissa; null is a gap. */
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
  /** The lesser of two curves of one model is thinner. */
  lesser: boolean;
}

/** Energy H of every model's rollout over time; a learner that runs away is cut off, not the picture's scale. */
export function energyStrip(rollouts: Rollouts | null, models: string[], horizon: number): Strip {
  const series = models.map((model) => ({ model, lesser: false }));
  const start = rollouts?.models.truth?.energy[0] ?? 1;
  const size = Math.abs(start) || 1;
  // What is shown at least, and at most.
  let low = start > 0 ? 0 : start - 0.35 * size;
  let high = start + 0.35 * size;
  const floor = start > 0 ? 0 : start - 2 * size;
  const ceiling = start + 2 * size;
  const columns: Columns = [rollouts?.t ?? [0, horizon]];
  for (const model of models) {
    const energy = rollouts?.models[model]?.energy;
    const length = rollouts?.t.length ?? 2;
    columns.push(
      !energy ? new Array(length).fill(null) : energy.length === length ? energy : padded(energy, length),
    );
    for (const value of energy ?? []) {
      if (value > high) high = Math.min(ceiling, value + 0.05 * size);
      if (value < low) low = Math.max(floor, value - 0.05 * size);
    }
  }
  return { series, log: false, xRange: [0, rollouts?.t.at(-1) ?? horizon], yRange: [low, high], columns };
}

export const padded = (values: ArrayLike<number | null>, length: number): (number | null)[] =>
  Array.from({ length }, (_, i) => values[i] ?? null);

/** Train and test loss of every learner by step, on a logarithmic axis. */
export function lossStrip(
  losses: Map<string, readonly LossPoint[]>,
  learners: string[],
  steps: number,
): Strip {
  const series = learners.flatMap((model) => [
    { model, lesser: true },
    { model, lesser: false },
  ]);
  const all = learners.map((learner) => losses.get(learner) ?? []);
  const longest = all.reduce<readonly LossPoint[]>(
    (best, each) => (each.length > best.length ? each : best),
    [],
  );
  const columns: Columns = [longest.map((point) => point.step)];
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  const column = (points: readonly LossPoint[], part: "train" | "test") =>
    longest.map((_, i) => {
      const value = points[i]?.[part];
      if (value === undefined || !(value > 0)) return null;
      low = Math.min(low, value);
      high = Math.max(high, value);
      return value;
    });
  for (const points of all) columns.push(column(points, "train"), column(points, "test"));
  if (!(high > 0)) [low, high] = [0.02, 5];
  const last = longest.at(-1)?.step ?? 0;
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

/** uPlot's options for a strip; its ranges are read from `current` whenever it draws. */
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
      ...strip.series.map(({ model, lesser }) => {
        const style = lineStyleOf(model);
        return {
          stroke: modelColour(colours, model),
          width: lesser ? 0.75 : style.width,
          dash: style.dash,
          points: { show: false },
          spanGaps: false,
        };
      }),
    ],
  };
}

export const axisText = (value: number, digits: number): string =>
  value !== 0 && Math.abs(value) < 1e-3 ? scientific(value, 1).replace("1·", "") : significant(value, digits);
