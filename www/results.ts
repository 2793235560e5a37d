// What a run has come to, learner by learner: a few numbers, their names, and what they mean.
import type { Rollout } from "../pkg/hnn_playground";
import { percent, signedPercent, significant, steady } from "./format";
import type { LearnerState } from "./training";

export interface Result {
  trainLoss: number | null;
  testLoss: number | null;
  energyChange: number | null;
  energyDrift: number | null;
  /** Distance from the true state at the end of the motion. */
  coordinateError: number | null;
  /** Whether the motion has left the numbers that can be drawn. */
  diverged: boolean;
}

export function resultOf(rollout: Rollout | undefined, state: LearnerState | undefined): Result {
  const finite = (value: number | null | undefined) =>
    value !== null && value !== undefined && Number.isFinite(value) ? value : null;
  const diverged = (rollout?.problem ?? null) !== null;
  return {
    trainLoss: finite(state?.trainLoss),
    testLoss: finite(state?.testLoss),
    energyChange: diverged ? null : finite(rollout?.energyChange),
    energyDrift: diverged ? null : finite(rollout?.energyDrift),
    coordinateError: diverged ? null : finite(rollout?.coordinateError.at(-1)),
    diverged,
  };
}

export interface Measure {
  label: string;
  gloss: string;
  /** What of the motion has no value once that has diverged. */
  ofMotion: boolean;
  of(result: Result): number | null;
  text(value: number): string;
}

export const MEASURES: Measure[] = [
  {
    label: "Training loss",
    gloss: "Mean squared error of dq/dt and dp/dt on the training data, in SI units.",
    ofMotion: false,
    of: ({ trainLoss }) => trainLoss,
    text: (value) => steady(value, 3),
  },
  {
    label: "Test loss",
    gloss: "The same on trajectories that it was not trained on.",
    ofMotion: false,
    of: ({ testLoss }) => testLoss,
    text: (value) => steady(value, 3),
  },
  {
    label: "Energy change",
    gloss: "The true energy H at the end of the motion, against that at its start.",
    ofMotion: true,
    of: ({ energyChange }) => energyChange,
    text: (value) =>
      Math.abs(value) > 10
        ? `${value < 0 ? "−" : "+"}${significant(Math.abs(value), 2)}×`
        : signedPercent(value),
  },
  {
    label: "Largest drift",
    gloss: "The farthest that H has been from its value at the start, at any time.",
    ofMotion: true,
    of: ({ energyDrift }) => energyDrift,
    text: (value) => (value > 10 ? `${significant(value, 2)}×` : percent(value).replace("less than", "<")),
  },
  {
    label: "Coordinate error",
    gloss: "Distance from the true state at the end of the motion: all coordinates together, in SI units.",
    ofMotion: true,
    of: ({ coordinateError }) => coordinateError,
    text: (value) => steady(value, 3),
  },
];

/** A measure of a result as text. */
export function measured(measure: Measure, result: Result): string {
  if (measure.ofMotion && result.diverged) return "diverged";
  const value = measure.of(result);
  return value === null ? "–" : measure.text(value);
}
