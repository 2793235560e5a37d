// The data of charts ("strips") as columns of numbers: the common parts, and the loss by step.
import type { LossPoint } from "../../../pkg/hnn_playground";
import { rowAt } from "./path";

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
