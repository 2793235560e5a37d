// What a run has come to, learner by learner: a few numbers, their names, and what they mean.
import type { Rollout } from "../../pkg/hnn_playground";
import { percent, signedPercent, significant, steady } from "../text/format";

export interface Result {
  trainLoss: number | null;
  testLoss: number | null;
  energyChange: number | null;
  energyDrift: number | null;
  /** Phase gained on the truth, as a fraction; null without a whole turn. */
  pace: number | null;
  /** Distance from the true state at the end of the motion, in units of the motion's own spread. */
  coordinateError: number | null;
  /** Whether the motion has left the numbers that can be drawn. */
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
    gloss: "What training minimises, on the training data: a mean squared error in SI units.",
    ofMotion: false,
    of: ({ trainLoss }) => trainLoss,
    text: (value) => steady(value, 3),
  },
  {
    label: "Test loss",
    gloss:
      "The same on test trajectories: on all states when training rests, on a fixed part of a large set while it runs. Law: the loss of the true field.",
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
    gloss:
      "Distance from the true state at the end, in units of the motion’s own spread: 0 is perfect, 1.4 is chance.",
    ofMotion: true,
    of: ({ coordinateError }) => coordinateError,
    text: (value) => steady(value, 3),
  },
  {
    label: "Pace",
    gloss:
      "Phase gained on the truth: + is fast, − is slow. Best: the pace of the best field that data with this noise can teach.",
    ofMotion: true,
    of: ({ pace }) => pace,
    text: (value) => signedPercent(value),
  },
];

/** A measure of a result as text. */
export function measured(measure: Measure, result: Result): string {
  if (measure.ofMotion && result.diverged) return "diverged";
  const value = measure.of(result);
  return value === null ? "–" : measure.text(value);
}
