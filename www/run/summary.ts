// Summarises a run's results in words.
import type { Rollout, Rollouts } from "../../pkg/hnn_playground";
import { isHamiltonian, learnerInfo, modelShort, type System } from "../experiment/catalog";
import { energyBesideTruth, energyVerdict } from "../text/energy-verdict";
import { listed, percent, significant, withUnit } from "../text/format";

/** Part of a sentence; `model` is the model it is about, which sets its colour. */
export interface Piece {
  text: string;
  model?: string;
}

/**
 * "Over 20 s the baseline lost 31 % of its energy; the HNN kept its energy within 0.4 %." With friction: "Over 10 s the truth lost
 * 63 % of its energy to friction; the HNN can’t lose energy and ends 170 % above it."
 */
export function verdict(
  rollouts: Rollouts | null,
  learners: string[],
  step: number,
  stopped: ReadonlySet<string>,
): Piece[] {
  const end = rollouts?.t.at(-1);
  if (!rollouts || end === undefined) return [{ text: "The networks are being set up." }];
  const span = withUnit(significant(end), "s");
  const pieces: Piece[] = [{ text: step === 0 ? `Before training, over ${span}: ` : `Over ${span} ` }];
  const { truth } = rollouts.models;
  const lossy = losesEnergy(rollouts) && truth != null && truth.energyChange !== null;
  if (lossy)
    pieces.push({
      text: `the truth lost ${percent(truth.energyChange ?? 0)} of its energy to friction`,
      model: "truth",
    });
  const what = (learner: string, rollout: Rollout) => {
    if (stopped.has(learner)) return "diverged in training";
    if (!lossy) return energyVerdict(rollout);
    const cannot = learnerInfo(learner).lacks.includes("friction") ? "can’t lose energy and " : "";
    return cannot + energyBesideTruth(rollout);
  };
  learners.forEach((learner, i) => {
    const rollout = rollouts.models[learner];
    if (!rollout) return;
    if (i > 0 || lossy) pieces.push({ text: "; " });
    pieces.push({ text: `${modelShort(learner)} ${what(learner, rollout)}`, model: learner });
  });
  pieces.push({ text: "." });
  return pieces;
}

/** Whether friction takes energy from the truth, so that learners are compared with it at the same time. */
export const losesEnergy = (rollouts: Rollouts | null): boolean => rollouts?.models.truth?.friction != null;

/** The energy change next to a plane, after the word "energy": "−31 %". */
export function energyTag(rollout: Rollout | undefined): string {
  if (!rollout || rollout.energyChange === null) return "";
  if (rollout.problem !== null) return "diverged";
  const sign = rollout.energyChange < 0 ? "−" : "+";
  return Math.abs(rollout.energyChange) > 10
    ? `${sign}${significant(Math.abs(rollout.energyChange), 2)}×`
    : `${sign}${percent(rollout.energyChange).replace("less than ", "")}`;
}

/** A reminder that results vary with the seed. */
export function remark(learners: string[], { dof }: System): string {
  const conserves = (learner: string) => isHamiltonian(learner, dof);
  const free = learners.filter((learner) => !conserves(learner)).map(modelShort);
  const bound = learners.filter(conserves).map(modelShort);
  if (free.length === 0) return "This is one seed of many; others differ.";
  // With more networks, their results show how much they differ, and the planes need the room.
  const others =
    free.length > 1
      ? "This is one seed of many; others differ."
      : `This is one seed of many. With others, ${free[0]} gains, loses or nearly conserves energy.`;
  return bound.length > 0
    ? `${others} Only ${listed(bound)} ${bound.length > 1 ? "conserve" : "conserves"} an energy by design.`
    : others;
}
