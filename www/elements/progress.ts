// Builds the detail of the `progress` event.
import type { Session } from "../run/session";

export interface Progress {
  step: number;
  learners: Record<string, { trainLoss: number | null; testLoss: number | null; energyDrift: number | null }>;
}

export function progressOf({ training, scene }: Session): Progress {
  const progress: Progress = { step: training?.step ?? 0, learners: {} };
  for (const [learner, { trainLoss, testLoss }] of training?.states ?? []) {
    const energyDrift = scene.rollouts?.models[learner]?.energyDrift ?? null;
    progress.learners[learner] = { trainLoss, testLoss, energyDrift };
  }
  return progress;
}
