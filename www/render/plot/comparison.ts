// Two of the paper's four panels as charts: coordinate error and learned energy over time. quantities.ts has the other two.
import type { Rollouts } from "../../../pkg/hnn_playground";
import { type Columns, type PinnedCurve, padded, pinnedSeries, type Strip } from "./strips";

const TRUTH = "truth";

/** Results that need more than the rollouts, by model. */
export interface Comparison {
  /** Distance from the start after integrating forward and back again; null if the integration failed. */
  reversal: Record<string, number | null>;
  /** H_θ of each learner that has one, along every model's rollout: `conserved[learner][model]`. */
  conserved: Record<string, Record<string, Float32Array>>;
}

/** Smaller errors are rounding errors. */
const LEAST_ERROR = 1e-10;

/** The paper's measure: the mean over all coordinates of the squared difference from the truth at the same time, in SI units. */
export function squaredError({ dim, models }: Rollouts, model: string): Float32Array {
  const states = models[model]?.states ?? new Float32Array();
  const truth = models[TRUTH]?.states ?? new Float32Array();
  const n = Math.floor(Math.min(states.length, truth.length) / dim);
  return Float32Array.from({ length: n }, (_, row) => {
    let sum = 0;
    for (let i = row * dim; i < (row + 1) * dim; i++) sum += ((states[i] ?? 0) - (truth[i] ?? 0)) ** 2;
    return sum / dim;
  });
}

/** The mean squared error over the coordinates, on a logarithmic axis. */
export function coordinateStrip(
  rollouts: Rollouts | null,
  learners: string[],
  horizon: number,
  pinned: PinnedCurve[] = [],
): Strip {
  const errors = new Map(
    learners.map((model) => [model, rollouts ? Array.from(squaredError(rollouts, model)) : []]),
  );
  const error = (model: string) => errors.get(model) ?? [];
  const values = learners.flatMap(error).filter((value) => value > LEAST_ERROR);
  const low = Math.max(LEAST_ERROR, Math.min(1e-2, quantile(values, 0.02)));
  const high = Math.max(1, ...values.filter((value) => value < 1e3));
  const decades: [number, number] = [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))];
  return {
    ...strip(
      rollouts,
      learners,
      horizon,
      (model) => error(model).map((value) => (value > 0 ? value : null)),
      decades,
      pinned,
    ),
    log: true,
  };
}

/** A learner's H_θ along every model's rollout. It stays constant along the learner's own. */
export function conservedStrip(
  rollouts: Rollouts | null,
  comparison: Comparison | null,
  learner: string | null,
  models: string[],
  horizon: number,
  learnedBefore: PinnedCurve[] = [],
): Strip {
  const along = (learner !== null && comparison?.conserved[learner]) || {};
  const values = (model: string) => Array.from(along[model] ?? []);
  const own = [...values(TRUTH), ...(learner === null ? [] : values(learner))];
  const start = own[0] ?? 0;
  const size = Math.max(0.1, Math.abs(start));
  const all = models.flatMap(values);
  const low = Math.max(start - 2 * size, Math.min(start - 0.35 * size, ...all));
  const high = Math.min(start + 2 * size, Math.max(start + 0.35 * size, ...all));
  const pinned = learnedBefore.filter(({ model }) => model === learner);
  return strip(rollouts, models, horizon, values, [start > 0 && low > 0 ? 0 : low, high], pinned);
}

function strip(
  rollouts: Rollouts | null,
  models: string[],
  horizon: number,
  values: (model: string) => (number | null)[],
  yRange: [number, number],
  pinned: PinnedCurve[],
): Strip {
  const t = rollouts?.t ?? [0, horizon];
  const overlay = pinnedSeries(pinned, t);
  const columns: Columns = [t, ...models.map((model) => padded(values(model), t.length)), ...overlay.columns];
  const series = [...models.map((model) => ({ model, lesser: false })), ...overlay.series];
  return { series, log: false, xRange: [0, rollouts?.t.at(-1) ?? horizon], yRange, columns };
}

function quantile(values: number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(fraction * (sorted.length - 1))] ?? LEAST_ERROR;
}
