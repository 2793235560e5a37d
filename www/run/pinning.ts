// Makes a pin from the current run.
import type { Rollouts, SystemInfo } from "../../pkg/hnn_playground";
import { type Experiment, settingsAt } from "../experiment/experiment";
import { type Pin, type PinnedModel, POINTS } from "../experiment/pins";
import { resultOf } from "../experiment/results";
import { STRIPS, type StripKind } from "../experiment/view";
import { squaredError } from "../render/plot/comparison";
import { curveOf } from "../render/plot/quantities";
import type { Training } from "./training";

export { freeLetter, readPins } from "../experiment/pins";

const TRUTH = "truth";
/** Significant digits of the stored numbers, more than a chart resolves. */
const DIGITS = 5;

/** The parts of the session that a pin is made from. */
export interface PinSources {
  experiment: Experiment;
  training: Training;
  rollouts: Rollouts;
  system: SystemInfo;
}

export function pinOf(letter: string, { experiment, training, rollouts, system }: PinSources): Pin {
  const rows = evenly(rollouts.t.length);
  const models = Object.entries(rollouts.models).map(([model, rollout]) => {
    const state = training.states.get(model);
    const curve = (kind: StripKind) => {
      const values = curveOf(kind, model, rollout, system);
      return values && rows.map((row) => rounded(values[row]));
    };
    const losses = state?.losses ?? [];
    const squares = model === TRUTH ? null : squaredError(rollouts, model);
    const pinned: PinnedModel = {
      curves: Object.fromEntries(STRIPS.map((kind) => [kind, curve(kind)])) as PinnedModel["curves"],
      squares: squares && rows.map((row) => rounded(squares[row])),
      losses: evenly(losses.length).flatMap((row) => losses[row] ?? []),
      result: resultOf(rollout, state),
    };
    return [model, pinned] as const;
  });
  return structuredClone({
    letter,
    experiment,
    settings: settingsAt(experiment, training.step),
    step: training.step,
    shown: true,
    t: rows.map((row) => rounded(rollouts.t[row]) ?? 0),
    models: Object.fromEntries(models),
  });
}

/** Indices of at most `POINTS` of `count` rows, evenly spaced, including the first and the last. */
function evenly(count: number): number[] {
  const rows = Math.min(count, POINTS);
  return Array.from({ length: rows }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, rows - 1)));
}

const rounded = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(DIGITS));
