// Describes a rollout's energy change in words.
import type { Rollout } from "../../pkg/hnn_playground";
import { percent, significant } from "./format";

/** Drift below this fraction counts as "kept its energy". */
const KEPT = 0.05;
/** Above this fraction a gain is given as a multiple, not as a percentage. */
const AS_MULTIPLE = 2;

export type EnergyChange = Pick<Rollout, "energyChange" | "energyDrift" | "problem">;

/** The predicate of a sentence whose subject is a learner. It reports the net change if that is most of the drift. */
export function energyVerdict({ energyChange, energyDrift, problem }: EnergyChange): string {
  if (problem !== null) return "diverged";
  if (energyChange === null || energyDrift === null) return "started at zero energy (no percentage)";
  if (energyDrift < KEPT) return `kept its energy within ${percent(energyDrift)}`;
  if (Math.abs(energyChange) < energyDrift / 2)
    return `was off by up to ${percent(energyDrift)} of its energy`;
  if (energyChange > AS_MULTIPLE) return `gained ${significant(energyChange, 2)} times its energy`;
  return `${energyChange < 0 ? "lost" : "gained"} ${percent(energyChange)} of its energy`;
}

/** The same where the truth loses energy: how the learner's energy compares with the truth's at the same time. */
export function energyBesideTruth({ energyChange, energyDrift, problem }: EnergyChange): string {
  if (problem !== null) return "diverged";
  if (energyChange === null || energyDrift === null) return "started at zero energy (no percentage)";
  if (energyDrift < KEPT) return `stays within ${percent(energyDrift)} of it`;
  if (Math.abs(energyChange) < energyDrift / 2) return `is off by up to ${percent(energyDrift)}`;
  if (energyChange > AS_MULTIPLE) return `ends with ${significant(energyChange + 1, 2)} times as much`;
  return `ends ${percent(energyChange)} ${energyChange < 0 ? "below" : "above"} it`;
}
