// A run's results for each learner: a few numbers with their labels and explanations.
import type { Rollout } from "../../pkg/hnn_playground";
import { percent, signedPercent, significant, steady } from "../text/format";

export interface Result {
  trainLoss: number | null;
  testLoss: number | null;
  energyChange: number | null;
  energyDrift: number | null;
  /** Phase gained on the truth, as a fraction; null if the motion doesn't complete a turn. */
  pace: number | null;
  /** Distance from the true state at the end of the rollout, in units of the motion's own spread. */
  coordinateError: number | null;
  /** Whether the rollout diverged and so ended early. */
  diverged: boolean;
}

export function resultOf(
  rollout: Rollout | undefined,
  losses: Pick<Result, "trainLoss" | "testLoss"> | undefined,
): Result {
  const finite = (value: number | null | undefined) =>
    value !== null && value !== undefined && Number.isFinite(value) ? value : null;
  const diverged = (rollout?.problem ?? null) !== null;
  return {
    trainLoss: finite(losses?.trainLoss),
    testLoss: finite(losses?.testLoss),
    energyChange: diverged ? null : finite(rollout?.energyChange),
    energyDrift: diverged ? null : finite(rollout?.energyDrift),
    pace: diverged ? null : finite(rollout?.pace),
    coordinateError: diverged ? null : finite(rollout?.coordinateError?.at(-1)),
    diverged,
  };
}

export interface Measure {
  label: string;
  gloss: string;
  /** Whether it describes the rollout, so that it has no value after divergence. */
  ofMotion: boolean;
  of(result: Result): number | null;
  text(value: number): string;
}

export const MEASURES: Measure[] = [
  {
    label: "Training loss",
    gloss: "The mean squared error that training minimises, on the training data, in SI units.",
    ofMotion: false,
    of: ({ trainLoss }) => trainLoss,
    text: (value) => steady(value, 3),
  },
  {
    label: "Test loss",
    gloss:
      "The same error on test trajectories: on all states once training stops, on a fixed subset of a large test set while it runs. Law: the loss of the true field.",
    ofMotion: false,
    of: ({ testLoss }) => testLoss,
    text: (value) => steady(value, 3),
  },
  {
    label: "Energy change",
    gloss:
      "Change in the true energy H from the start to the end of the motion; with friction, distance from the truth’s at the end.",
    ofMotion: true,
    of: ({ energyChange }) => energyChange,
    text: (value) =>
      Math.abs(value) > 10
        ? `${value < 0 ? "−" : "+"}${significant(Math.abs(value), 2)}×`
        : signedPercent(value),
  },
  {
    label: "Largest drift",
    gloss:
      "The largest deviation of H from its initial value, at any time; with friction, from the truth’s at the same time.",
    ofMotion: true,
    of: ({ energyDrift }) => energyDrift,
    text: (value) => (value > 10 ? `${significant(value, 2)}×` : percent(value).replace("less than", "<")),
  },
  {
    label: "Coordinate error",
    gloss:
      "Distance from the true state at the end, in units of the motion’s own spread: 0 is perfect, 1.4 is chance.",
    ofMotion: true,
    of: ({ coordinateError }) => coordinateError,
    text: (value) => steady(value, 3),
  },
  {
    label: "Pace",
    gloss:
      "Phase gained on the truth: + is fast, − is slow. Best: the pace of the best field that can be learned from data with this noise.",
    ofMotion: true,
    of: ({ pace }) => pace,
    text: (value) => signedPercent(value),
  },
];

/** Formats a measure of a result. */
export function measured(measure: Measure, result: Result): string {
  if (measure.ofMotion && result.diverged) return "diverged";
  const value = measure.of(result);
  return value === null ? "–" : measure.text(value);
}
