// Which quantity a model's map shows.
import type { Quantity } from "../../pkg/hnn_playground";
import { learnerInfo } from "../experiment/catalog";
import type { MapKind } from "../experiment/view";

const TRUTH = "truth";

/** The quantity of a kind of map; null if the model has no such map. */
export function quantityOf(model: string, map: MapKind): Quantity | null {
  const hasEnergy = model === TRUTH || learnerInfo(model).hasEnergy;
  if (map === "own") return hasEnergy ? "energy" : "divergence";
  if (map === "difference") return model === TRUTH ? "energy" : hasEnergy ? "difference" : null;
  return map === "divergence" ? "divergence" : null;
}
