// A run's numbers as running text takes them up: always of the present moment, never more than the run knows.
import type { HnnPlayground } from "../elements/playground";
import type { Snapshot } from "../run/snapshot";

/** How often text follows a training, at most. */
const EVERY_MS = 250;

/** Calls `tell` with the snapshot, now and when what is shown has changed, until the returned function is called. */
export function follow(playground: HnnPlayground, tell: (now: Snapshot) => void): () => void {
  let timer = 0;
  const later = () => {
    timer ||= window.setTimeout(() => {
      timer = 0;
      tell(playground.snapshot());
    }, EVERY_MS);
  };
  playground.addEventListener("shown", later);
  tell(playground.snapshot());
  return () => {
    playground.removeEventListener("shown", later);
    clearTimeout(timer);
  };
}

/** What became of the energy along a rollout: its change in the end, and the most that it was off, both relative. */
export interface EnergyChange {
  change: number;
  drift: number;
}

/** A learner's fate, once it is known and finite. */
export function energyChangeOf({ learners }: Snapshot, learner: string): EnergyChange | null {
  const { energyChange, energyDrift, problem } = learners[learner] ?? {};
  return energyChange == null || energyDrift == null || problem != null
    ? null
    : { change: energyChange, drift: energyDrift };
}
