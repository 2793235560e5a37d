// The current run's numbers for the article and the tour.
import type { HnnPlayground } from "../elements/playground";
import type { Snapshot } from "../run/snapshot";

/** Text updates at most this often during training. */
const INTERVAL_MS = 250;

/** Calls `update` with a snapshot now and after every visible change. The returned function stops that. */
export function followSnapshots(playground: HnnPlayground, update: (now: Snapshot) => void): () => void {
  let timer = 0;
  const schedule = () => {
    timer ||= window.setTimeout(() => {
      timer = 0;
      update(playground.snapshot());
    }, INTERVAL_MS);
  };
  playground.addEventListener("shown", schedule);
  update(playground.snapshot());
  return () => {
    playground.removeEventListener("shown", schedule);
    clearTimeout(timer);
  };
}

/** A rollout's energy change at the end and its largest energy drift, both as fractions of the initial energy. */
export interface EnergyChange {
  change: number;
  drift: number;
}

/** A learner's energy change, or null while it is unknown or if the rollout diverged. */
export function energyChangeOf({ learners }: Snapshot, learner: string): EnergyChange | null {
  const { energyChange, energyDrift, problem } = learners[learner] ?? {};
  return energyChange == null || energyDrift == null || problem != null
    ? null
    : { change: energyChange, drift: energyDrift };
}
