// Two of the paper's panels as strips over time: error of the coordinates, learned energy. The others are quantities.ts's.
import type { Rollouts } from "../../pkg/hnn_playground";
import type { Comparison } from "../protocol";
import { type Columns, type Ghost, ghostSeries, padded, type Strip } from "./strips";

const TRUTH = "truth";

/** Smaller errors are the arithmetic's own. */
const LEAST_ERROR = 1e-10;

/** Mean squared difference of all coordinates from the truth's at the same time, on a logarithmic axis. */
export function coordinateStrip(
  rollouts: Rollouts | null,
  learners: string[],
  horizon: number,
  distances: Ghost[] = [],
): Strip {
  const dim = rollouts?.dim ?? 1;
  const error = (model: string) =>
    Array.from(rollouts?.models[model]?.coordinateError ?? [], (distance) => distance ** 2 / dim);
  // Where there are no rollouts yet, there is no dimension to go by.
  const ghosts = distances.map((ghost) => ({
    ...ghost,
    y: Array.from(ghost.y, (distance) => (distance && rollouts ? distance ** 2 / dim : null)),
  }));
  const seen = learners.flatMap(error).filter((value) => value > LEAST_ERROR);
  const low = Math.max(LEAST_ERROR, Math.min(1e-2, quantile(seen, 0.02)));
  const high = Math.max(1, ...seen.filter((value) => value < 1e3));
  const decades: [number, number] = [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))];
  return {
    ...strip(
      rollouts,
      learners,
      horizon,
      (model) => error(model).map((value) => (value > 0 ? value : null)),
      decades,
      ghosts,
    ),
    log: true,
  };
}

/** A learner's H_θ along the path of every model. What it learned is conserved along its own path. */
export function conservedStrip(
  rollouts: Rollouts | null,
  comparison: Comparison | null,
  learner: string | null,
  models: string[],
  horizon: number,
  learnedBefore: Ghost[] = [],
): Strip {
  const along = (learner !== null && comparison?.conserved[learner]) || {};
  const values = (model: string) => Array.from(along[model] ?? []);
  const own = [...values(TRUTH), ...(learner === null ? [] : values(learner))];
  const start = own[0] ?? 0;
  const size = Math.max(0.1, Math.abs(start));
  const all = models.flatMap(values);
  const low = Math.max(start - 2 * size, Math.min(start - 0.35 * size, ...all));
  const high = Math.min(start + 2 * size, Math.max(start + 0.35 * size, ...all));
  const ghosts = learnedBefore.filter(({ model }) => model === learner);
  return strip(rollouts, models, horizon, values, [start > 0 && low > 0 ? 0 : low, high], ghosts);
}

function strip(
  rollouts: Rollouts | null,
  models: string[],
  horizon: number,
  values: (model: string) => (number | null)[],
  yRange: [number, number],
  ghosts: Ghost[],
): Strip {
  const t = rollouts?.t ?? [0, horizon];
  const pale = ghostSeries(ghosts, t);
  const columns: Columns = [t, ...models.map((model) => padded(values(model), t.length)), ...pale.columns];
  const series = [...models.map((model) => ({ model, lesser: false })), ...pale.series];
  return { series, log: false, xRange: [0, rollouts?.t.at(-1) ?? horizon], yRange, columns };
}

function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(part * (sorted.length - 1))] ?? LEAST_ERROR;
}
