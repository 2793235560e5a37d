// The quantities of the time chart: their values along a rollout and their axis ranges.
import type { Rollout, Rollouts, SystemInfo } from "../../../pkg/hnn_playground";
import type { StripKind } from "../../experiment/view";
import { type Columns, type PinnedCurve, padded, pinnedSeries, type Strip } from "./strips";

const TRUTH = "truth";

/** Upper limit of the coordinate error's axis: 2 is antiphase, and more means a motion wider than the true one. */
const MOST_ERROR = 3;

/** The coordinate to show: that of the planes' horizontal axis, or its momentum. */
export const axisOf = (kind: "q" | "p", { view, dof }: SystemInfo): number =>
  (view.axes[0] % dof) + (kind === "p" ? dof : 0);

/** Values of a quantity along a model's rollout; null if the model has no such quantity. */
export function curveOf(
  kind: StripKind,
  model: string,
  rollout: Rollout,
  system: SystemInfo,
): ArrayLike<number> | null {
  switch (kind) {
    case "energy":
      return rollout.energy;
    case "learned":
      // Learned energies are aligned with the true H, so the truth's curve is H itself.
      return model === TRUTH ? rollout.energy : rollout.learnedEnergy;
    case "error":
      return rollout.coordinateError;
    default:
      return component(rollout.states, axisOf(kind, system), 2 * system.dof);
  }
}

const component = (states: Float32Array, axis: number, dim: number): Float32Array =>
  Float32Array.from(
    { length: Math.floor(states.length / dim) },
    (_, i) => states[i * dim + axis] ?? Number.NaN,
  );

/** A quantity of every model over time. A learner that diverges is cut off and doesn't affect the axis range. */
export function timeStrip(
  kind: StripKind,
  rollouts: Rollouts | null,
  models: string[],
  system: SystemInfo,
  horizon: number,
  pinned: PinnedCurve[] = [],
): Strip {
  const t = rollouts?.t ?? [0, horizon];
  const visible = kind === "error" ? models.filter((model) => model !== TRUTH) : models;
  const curves = visible.map((model) => {
    const rollout = rollouts?.models[model];
    return rollout ? (curveOf(kind, model, rollout, system) ?? []) : [];
  });
  const overlay = pinnedSeries(pinned, t);
  const columns: Columns = [
    t,
    ...curves.map((curve) => (curve.length === t.length ? curve : padded(curve, t.length))),
    ...overlay.columns,
  ];
  return {
    series: [...visible.map((model) => ({ model, lesser: false })), ...overlay.series],
    log: false,
    xRange: [0, rollouts?.t.at(-1) ?? horizon],
    yRange: rangeOf(kind, rollouts?.models.truth, system, columns.slice(1)),
    columns,
  };
}

/** The axis range: what the truth needs, and as much of the other curves as keeps the truth readable. */
function rangeOf(
  kind: StripKind,
  truth: Rollout | undefined,
  system: SystemInfo,
  curves: Columns,
): [number, number] {
  if (kind === "energy" || kind === "learned") return energyRange(truth?.energy?.[0] ?? 1, curves);
  if (kind === "error") {
    return [0, Math.max(0.05, Math.min(MOST_ERROR, 1.05 * extent(curves)[1]))];
  }
  const [low, high] = truth
    ? extent([component(truth.states, axisOf(kind, system), 2 * system.dof)])
    : [-1, 1];
  // At a distant equilibrium the truth may be constant to the last digit; keep the margin representable there.
  const margin = Math.max(1e-3, 0.25 * (high - low), 1e-6 * Math.abs(high));
  return [low - margin, high + margin];
}

/**
 * From 0, or somewhat below the curves if the initial energy is negative, to somewhat above them; limited to three times the
 * initial energy.
 */
function energyRange(start: number, curves: Columns): [number, number] {
  const size = Math.abs(start) || 1;
  const floor = start > 0 ? 0 : start - 2 * size;
  const ceiling = start + 2 * size;
  const [low, high] = extent(curves);
  const least = start > 0 ? 0 : start - 0.35 * size;
  const most = start + 0.35 * size;
  return [
    low < least ? Math.max(floor, low - 0.05 * size) : least,
    high > most ? Math.min(ceiling, high + 0.05 * size) : most,
  ];
}

function extent(curves: Columns): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const curve of curves) {
    for (let i = 0; i < curve.length; i++) {
      const value = curve[i];
      if (value === null || value === undefined) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}
