// The snapshot: the state of the run as plain data, for tests and for pages that embed the element.
import type { Change, DriftByStart, LossPoint, Rollout, Rollouts } from "../../pkg/hnn_playground";
import type { Settings } from "../experiment/experiment";
import type { View } from "../experiment/view";
import { arithmetic } from "../platform/arithmetic";
import type { Arithmetic } from "../platform/contract";
import type { Training } from "./training";

export interface ModelSnapshot {
  energyDrift: number | null;
  energyChange: number | null;
  /** γ of each momentum: the true one, or a learned one; null for a model without friction. */
  friction: number[] | null;
  /** Phase gained on the truth, as a fraction; null if the motion doesn't complete a turn. */
  pace: number | null;
  /** At the end of the rollout, in units of the motion's own spread. */
  coordinateError: number | null;
  finalState: number[];
  learnedEnergy: boolean;
  evaluations: number;
  note: string | null;
  problem: string | null;
}

export interface LearnerSnapshot extends Partial<ModelSnapshot> {
  step: number;
  trainLoss: number | null;
  testLoss: number | null;
  testError: number | null;
  loaded: { name: string; step: number } | null;
  losses: LossPoint[];
  /** Median energy drift over many starts; null until it is known, or if it is undefined. */
  driftByStart: DriftByStart | null;
  /** Why training stopped; null if it hasn't. */
  trainingProblem: string | null;
}

/** The playback clock, in s, and the time at which the pointer is on a chart. */
export interface MotionSnapshot {
  time: number;
  playing: boolean;
  pointed: number | null;
}

export interface Snapshot {
  settings: Settings;
  log: Change[];
  view: View;
  arithmetic: Arithmetic;
  step: number;
  running: boolean;
  finished: boolean;
  /** Whether everything shown is computed from the latest weights and settings. */
  settled: boolean;
  stepsPerSecond: number;
  learners: Record<string, LearnerSnapshot>;
  truth: ModelSnapshot | null;
  rollout: { n: number; dt: number; end: number; start: number[] } | null;
  samples: { n: number; first: number[] } | null;
  motion: MotionSnapshot;
  /** Letters of the pinned runs. */
  pinned: string[];
  /** The loss of the true field on the noisy test states; null until it is known, or if it is undefined. */
  lossOfTrueLaw: number | null;
  /** The predicted pace of the best field that can be learned from data with this noise; null if unknown. */
  bestPace: number | null;
  /** Messages currently shown. */
  problems: string[];
}

export interface SnapshotSources {
  settings: Settings;
  log: Change[];
  view: View;
  training: Training | null;
  rollouts: Rollouts | null;
  samples: Float32Array | null;
  motion: MotionSnapshot;
  pinned: string[];
  lossOfTrueLaw: number | null;
  bestPace: number | null;
  drifts: ReadonlyMap<string, DriftByStart | null>;
  settled: boolean;
  /** Messages currently shown. */
  problems: string[];
}

function modelSnapshot(rollout: Rollout, dim: number): ModelSnapshot {
  return {
    energyDrift: rollout.energyDrift,
    energyChange: rollout.energyChange,
    friction: rollout.friction,
    pace: rollout.pace,
    coordinateError: rollout.coordinateError?.at(-1) ?? null,
    finalState: Array.from(rollout.states.slice(-dim)),
    learnedEnergy: rollout.learnedEnergy !== null,
    evaluations: rollout.evaluations,
    note: rollout.note,
    problem: rollout.problem,
  };
}

export function snapshotOf(sources: SnapshotSources): Snapshot {
  const { training, rollouts, samples } = sources;
  const dim = rollouts?.dim ?? 0;
  const learners: Record<string, LearnerSnapshot> = {};
  for (const [id, { problem, losses, ...state }] of training?.states ?? []) {
    const rollout = rollouts?.models[id];
    learners[id] = {
      ...(rollout && modelSnapshot(rollout, dim)),
      ...state,
      losses: [...losses],
      driftByStart: sources.drifts.get(id) ?? null,
      trainingProblem: problem,
    };
  }
  const truth = rollouts?.models.truth;
  return {
    settings: structuredClone(sources.settings),
    log: structuredClone(sources.log),
    view: structuredClone(sources.view),
    arithmetic: arithmetic(),
    step: training?.step ?? 0,
    running: training?.running ?? false,
    finished: training?.finished ?? false,
    settled: sources.settled,
    stepsPerSecond: training?.stepsPerSecond ?? 0,
    learners,
    truth: truth ? modelSnapshot(truth, dim) : null,
    rollout: rollouts && {
      n: rollouts.t.length,
      dt: (rollouts.t[1] ?? 0) - (rollouts.t[0] ?? 0),
      end: rollouts.t.at(-1) ?? 0,
      start: Array.from(truth?.states.slice(0, dim) ?? []),
    },
    samples: samples && { n: samples.length / Math.max(1, dim), first: Array.from(samples.slice(0, 8)) },
    motion: { ...sources.motion },
    pinned: [...sources.pinned],
    lossOfTrueLaw: sources.lossOfTrueLaw,
    bestPace: sources.bestPace,
    problems: [...sources.problems],
  };
}
