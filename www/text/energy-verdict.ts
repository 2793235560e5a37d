// What became of a rollout's energy, in words.
import type { Rollout } from "../../pkg/hnn_playground";
import { percent, significant } from "./format";

/** A rollout that stays this near its energy has kept it; beyond, a change counts that is most of the deviation. */
const KEPT = 0.05;
const MANIFOLD = 2;

/** The predicate for one learner: what became of its energy. */
export function energyVerdict({
  energyChange,
  energyDrift,
  problem,
}: Pick<Rollout, "energyChange" | "energyDrift" | "problem">): string {
  if (problem !== null) return "left the numbers that can be drawn";
  if (energyChange === null || energyDrift === null) return "started with no energy to keep";
  if (energyDrift < KEPT) return `kept its energy within ${percent(energyDrift)}`;
  if (Math.abs(energyChange) < energyDrift / 2)
    return `was off by up to ${percent(energyDrift)} of its energy`;
  if (energyChange > MANIFOLD) return `gained ${significant(energyChange, 2)} times its energy`;
  return `${energyChange < 0 ? "lost" : "gained"} ${percent(energyChange)} of its energy`;
}
