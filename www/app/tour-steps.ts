// The guided tour's steps: settings and view, a question, and the answer from the current run's numbers.
import { defaultSystem, defaultsOf } from "../experiment/catalog";
import type { Settings } from "../experiment/experiment";
import { DEFAULT_LAYERS } from "../experiment/layers";
import { linkOf } from "../experiment/link";
import { defaultView, type TOUR_STEPS, type View } from "../experiment/view";
import type { LearnerSnapshot, Snapshot } from "../run/snapshot";
import { type EnergyChange, energyBesideTruth, energyVerdict } from "../text/energy-verdict";
import { count, percent, signedPercent, significant } from "../text/format";
import { energyChangeOf } from "./live-numbers";
import { OVER_SEEDS } from "./over-seeds";

export interface TourStep {
  heading: string;
  /** Settings that differ from the defaults, given the current seed. */
  settings: (seed: number) => Settings;
  view: Partial<View>;
  text: string;
  question: string;
  answers: readonly string[];
  /** The result of this run; null until there are numbers. */
  result: (now: Snapshot) => StepResult | null;
}

export interface StepResult {
  /** Index of the correct answer in this run; null if it is too early to say or no answer fits. */
  right: number | null;
  text: string;
}

/** Losses with a smaller relative difference count as equal. */
const CLOSE_LOSS = 0.08;
/** Below this drift, the energy counts as conserved. */
const KEPT = 0.05;
/** Below this drift from the truth's falling energy, a network's energy falls as the truth's does. */
const BESIDE = 0.2;
/** A smaller pace difference is invisible: a twentieth of a turn after the six turns of 20 s. */
const IN_TIME = 0.01;
/** From this step on, the numbers tell more about the networks than about the state of training. */
const MIN_STEP = 500;
/** A pendulum beyond this angle has turned over. */
const TOP = Math.PI;
/** Added to the current seed. From the default seed, this gives a run in which the baseline gains energy. */
const SEED_OFFSET = 1;

const spring = (seed: number): Settings => ({ system: "spring", seed });

const changeOf = (learner: LearnerSnapshot): EnergyChange => ({
  energyChange: learner.energyChange ?? null,
  energyDrift: learner.energyDrift ?? null,
  problem: learner.problem ?? null,
});

const verdictOf = (learner: LearnerSnapshot): string => energyVerdict(changeOf(learner));

const conclusive = ({ finished, step }: Snapshot): boolean => finished || step >= MIN_STEP;

/** "At step 1,618" during training, else "After training". */
const when = (now: Snapshot): string => {
  const { finished, step } = now;
  return finished ? "After training" : `${conclusive(now) ? "" : "Still training. "}At step ${count(step)}`;
};

/** Both learners, once both have a rollout. */
function both({ learners, step }: Snapshot): { baseline: LearnerSnapshot; hnn: LearnerSnapshot } | null {
  const { baseline, hnn } = learners;
  return step > 0 && baseline?.finalState && hnn?.finalState ? { baseline, hnn } : null;
}

/** A link to step `at` with the default seed; null if there is no such step. */
export function linkOfStep(at: number): string | null {
  const step = STEPS[at - 1];
  if (!step) return null;
  const { seed } = defaultsOf(defaultSystem);
  const changes = step.settings(Number(seed));
  const settings = { ...defaultsOf(String(changes.system)), ...changes };
  return linkOf({ settings, log: [] }, { ...defaultView(), ...step.view, tour: at });
}

export const STEPS: readonly TourStep[] & { length: typeof TOUR_STEPS } = [
  {
    heading: "Same data for both",
    settings: spring,
    view: { map: "own", behind: "truth", tab: "strips", strip: "energy" },
    text: "Both networks learn from the same noisy states and their velocities. The baseline outputs a velocity, the HNN an energy.",
    question: "Which test loss ends lower?",
    answers: ["The baseline’s", "The HNN’s", "They end about equal"],
    result: (now) => {
      const [a, b] = [now.learners.baseline?.testLoss, now.learners.hnn?.testLoss];
      if (a == null || b == null) return null;
      const equal = Math.abs(a - b) < CLOSE_LOSS * Math.min(a, b);
      const law =
        now.lossOfTrueLaw === null
          ? ""
          : ` On these noisy states, the loss of the true law is ${significant(now.lossOfTrueLaw)}.`;
      return {
        right: !conclusive(now) ? null : equal ? 2 : a < b ? 0 : 1,
        text: `${when(now)}: baseline ${significant(a)}, HNN ${significant(b)}.${law}`,
      };
    },
  },
  {
    heading: "Predicting on their own",
    settings: spring,
    view: { map: "own", behind: "truth", tab: "strips", strip: "energy" },
    text: "Now each network predicts the motion from the circled initial state. There is no friction, and the losses were about equal.",
    question: "Which network conserves the energy?",
    answers: ["Both", "Only the HNN", "Neither"],
    result: (now) => {
      const models = both(now);
      const [baseline, hnn] = [energyChangeOf(now, "baseline"), energyChangeOf(now, "hnn")];
      if (!models) return null;
      const conserved = [baseline, hnn].map((each) => each !== null && each.drift < KEPT);
      const caveat = conserved[0]
        ? " With some seeds the baseline comes this close; with most it doesn’t."
        : "";
      return {
        right: !conclusive(now) ? null : conserved[1] ? (conserved[0] ? 0 : 1) : conserved[0] ? null : 2,
        text: `${when(now)}, the baseline ${verdictOf(models.baseline)}; the HNN ${verdictOf(models.hnn)}.${caveat}`,
      };
    },
  },
  {
    heading: "The reason",
    settings: spring,
    view: { map: "divergence", behind: "baseline", tab: "strips", strip: "energy" },
    text: "Colours show each field’s divergence. Where the baseline’s map is blue, regions of states shrink, as under friction; where it is orange, they grow.",
    question: "What does the HNN’s map show?",
    answers: ["Blue and orange, fainter", "Neither: zero everywhere", "Only blue"],
    result: () => ({
      right: 1,
      text: "Zero, at every step and with every seed. Whatever energy the HNN has learned, the field derived from it neither shrinks nor grows a region. Nothing constrains the baseline this way.",
    }),
  },
  {
    heading: "Another seed",
    settings: (seed) => spring(seed + SEED_OFFSET),
    view: { map: "own", behind: "truth", tab: "strips", strip: "energy" },
    text: "The same spring again, with different noise and different initial weights.",
    question: "Which way does the baseline drift now?",
    answers: ["Inward", "Outward", "You can’t tell in advance"],
    result: (now) => {
      const models = both(now);
      return {
        right: 2,
        text: `${models ? `Here, with seed ${now.settings.seed}, it ${verdictOf(models.baseline)}. ` : ""}Of ${OVER_SEEDS.seeds} seeds, the baseline went inward for ${OVER_SEEDS.inward} and outward for ${OVER_SEEDS.outward}, and it stayed within ±10 % for ${OVER_SEEDS.kept}. The HNN was never off by more than ${percent(OVER_SEEDS.hnnLargest)}.`,
      };
    },
  },
  {
    heading: "Without noise",
    settings: (seed) => ({ ...spring(seed), noise: 0 }),
    view: { map: "own", behind: "truth", tab: "strips", strip: "energy" },
    text: "The data are now exact.",
    question: "What happens to the baseline’s energy drift?",
    answers: ["It stays large", "It becomes small", "It disappears"],
    result: (now) => {
      const drift = energyChangeOf(now, "baseline");
      if (!drift || now.step === 0) return null;
      return {
        right: !conclusive(now) ? null : drift.drift < 0.001 ? 2 : drift.drift < 0.1 ? 1 : 0,
        text: `${when(now)}, its energy is off by up to ${percent(drift.drift)}. Over ${OVER_SEEDS.seeds} seeds, the median drift is ${percent(OVER_SEEDS.medianExact)} without noise and ${percent(OVER_SEEDS.medianNoisy)} with it: noise causes most of the drift. Nothing rules out the rest.`,
      };
    },
  },
  {
    heading: "Both are late",
    settings: spring,
    view: { map: "own", behind: "truth", tab: "strips", strip: "q" },
    text: "The noise is back. The plot shows the position over time. The HNN keeps its energy.",
    question: "Does the HNN keep time with the truth?",
    answers: ["Yes", "No, it is late", "No, it is early"],
    result: (now) => {
      const [baseline, hnn] = [now.learners.baseline?.pace, now.learners.hnn?.pace];
      if (baseline == null || hnn == null) return null;
      const predicted =
        now.bestPace === null
          ? ""
          : ` For the best field that can be learned from these data, theory predicts ${signedPercent(now.bestPace)}.`;
      return {
        right: !conclusive(now) ? null : Math.abs(hnn) < IN_TIME ? 0 : hnn < 0 ? 1 : 2,
        text: `${when(now)}, the phase gained on the truth is ${signedPercent(hnn)} for the HNN and ${signedPercent(baseline)} for the baseline.${predicted} A noisy state could come from many clean ones, and least squares learns their mean velocity, which is too slow. Building in an energy doesn’t help.`,
      };
    },
  },
  {
    heading: "Where an HNN fails",
    settings: (seed) => ({ system: "pendulum", seed, start: [2.9, 0], horizon: 10 }),
    view: { map: "own", behind: "hnn", tab: "strips", strip: "energy", layers: DEFAULT_LAYERS },
    text: "A pendulum starts just short of the top, above the energies of all training data. The true one swings back.",
    question: "Which network also swings back?",
    answers: ["Both", "Only the HNN", "Neither", "Only the baseline"],
    result: (now) => {
      const models = both(now);
      if (!models) return null;
      const over = [models.baseline, models.hnn].map(
        ({ finalState }) => Math.abs(finalState?.[0] ?? 0) > TOP,
      );
      const motion = (isOver: boolean | undefined) => (isOver ? "turned over" : "swung back");
      return {
        right: !conclusive(now) ? null : over[0] ? (over[1] ? 2 : 1) : over[1] ? 3 : 0,
        text: `${when(now)}, the baseline ${motion(over[0])} and ${verdictOf(models.baseline)}; the HNN ${motion(over[1])} and ${verdictOf(models.hnn)}. Above the training energies both guess. The HNN conserves its guess.`,
      };
    },
  },
  {
    heading: "With friction",
    settings: (seed) => ({
      ...spring(seed),
      friction: 0.05,
      noise: 0.02,
      horizon: 10,
      learners: "baseline,hnn,dissipative",
    }),
    view: { map: "own", behind: "truth", tab: "strips", strip: "energy" },
    text: "The spring now loses energy. The noise is small. A third, dissipative network adds a friction −γ·∂H/∂p to an HNN and learns γ with it.",
    question: "Which network’s energy falls as the truth’s does?",
    answers: ["Every network’s", "Only the dissipative network’s", "All but the HNN’s", "None"],
    result: (now) => {
      const models = both(now);
      const { dissipative } = now.learners;
      const lost = now.truth?.energyChange;
      if (!models || !dissipative?.finalState || lost == null) return null;
      const keeps = [models.baseline, models.hnn, dissipative].map(
        ({ energyDrift }) => energyDrift != null && energyDrift < BESIDE,
      );
      const right = { "111": 0, "001": 1, "101": 2, "000": 3 }[keeps.map(Number).join("")] ?? null;
      const beside = (learner: LearnerSnapshot) => energyBesideTruth(changeOf(learner));
      const friction = significant(dissipative.friction?.[0] ?? 0, 2);
      return {
        right: conclusive(now) ? right : null,
        text: `${when(now)}, the truth lost ${percent(lost)} of its energy. The baseline ${beside(models.baseline)}; the HNN can’t lose energy and ${beside(models.hnn)}; the dissipative network ${beside(dissipative)}. It has learned γ = ${friction}; the true γ is ${now.truth?.friction?.[0]}.`,
      };
    },
  },
];
