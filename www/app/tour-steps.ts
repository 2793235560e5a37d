// The guided tour: for each step a state of the page, a question, and what this run's own numbers answer.
import { defaultSystem, defaultsOf } from "../experiment/catalog";
import type { Settings } from "../experiment/experiment";
import { linkOf } from "../experiment/link";
import { defaultView, type TOUR_STEPS, type View } from "../experiment/view";
import type { LearnerSnapshot, Snapshot } from "../run/snapshot";
import { energyVerdict } from "../text/energy-verdict";
import { count, percent, signedPercent, significant } from "../text/format";
import { energyChangeOf } from "./live-numbers";

export interface TourStep {
  heading: string;
  /** What differs from the defaults, given the seed before. */
  settings: (seed: number) => Settings;
  view: Partial<View>;
  text: string;
  question: string;
  answers: readonly string[];
  /** What is so in this run; null until its numbers are there. */
  truth: (now: Snapshot) => Truth | null;
}

export interface Truth {
  /** The answer that this run proves right; null while it is too early to tell, or where none is. */
  right: number | null;
  says: string;
}

/** Losses nearer than this are the same to the eye, and energies that stay this near are kept. */
const CLOSE_LOSS = 0.08;
const KEPT = 0.05;
/** A pace within this is that of the truth to the eye: a twentieth of a turn after the six turns of 20 s. */
const IN_TIME = 0.01;
const RIPE_STEP = 500;
/** A pendulum beyond this angle has turned over. */
const TOP = Math.PI;
/** Far from the default in chance alone; with the default seed the baseline then gains energy. */
const SEEDS_ON = 1;

const spring = (seed: number): Settings => ({ system: "spring", seed });

const became = (learner: LearnerSnapshot): string =>
  energyVerdict({
    energyChange: learner.energyChange ?? null,
    energyDrift: learner.energyDrift ?? null,
    problem: learner.problem ?? null,
  });

/** Before, numbers say more of the training than of the networks. */
const ripe = ({ finished, step }: Snapshot): boolean => finished || step >= RIPE_STEP;

/** "At step 1,618" while numbers still move, else "After training". */
const when = (now: Snapshot): string => {
  const { finished, step } = now;
  return finished
    ? "After training"
    : `${ripe(now) ? "" : "They are still learning. "}At step ${count(step)}`;
};

/** Both learners, once both have a rollout. */
function both({ learners, step }: Snapshot): { baseline: LearnerSnapshot; hnn: LearnerSnapshot } | null {
  const { baseline, hnn } = learners;
  return step > 0 && baseline?.finalState && hnn?.finalState ? { baseline, hnn } : null;
}

/** A link to the state of a step, with the default seed; null if there is no such step. */
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
    heading: "One lesson for both",
    settings: spring,
    view: { map: "own", tab: "strips", strip: "energy" },
    text: "Both networks learn from the same noisy states and their velocities. The baseline answers with a velocity, the HNN with an energy.",
    question: "Whose test loss ends lower?",
    answers: ["The baseline’s", "The HNN’s", "They end about equal"],
    truth: (now) => {
      const [a, b] = [now.learners.baseline?.testLoss, now.learners.hnn?.testLoss];
      if (a == null || b == null) return null;
      const equal = Math.abs(a - b) < CLOSE_LOSS * Math.min(a, b);
      const law =
        now.lossOfTrueLaw === null
          ? ""
          : ` On these noisy states the true law itself scores ${significant(now.lossOfTrueLaw)}.`;
      return {
        right: !ripe(now) ? null : equal ? 2 : a < b ? 0 : 1,
        says: `${when(now)}: baseline ${significant(a)}, HNN ${significant(b)}.${law}`,
      };
    },
  },
  {
    heading: "Left to themselves",
    settings: spring,
    view: { map: "own", tab: "strips", strip: "energy" },
    text: "Now each predicts the motion alone, from the circled start. There is no friction, and the losses were alike.",
    question: "Who keeps the energy?",
    answers: ["Both", "The HNN alone", "Neither"],
    truth: (now) => {
      const models = both(now);
      const [baseline, hnn] = [energyChangeOf(now, "baseline"), energyChangeOf(now, "hnn")];
      if (!models) return null;
      const kept = [baseline, hnn].map((each) => each !== null && each.drift < KEPT);
      const lucky = kept[0] ? " At some seeds the baseline comes this close; at most it does not." : "";
      return {
        right: !ripe(now) ? null : kept[1] ? (kept[0] ? 0 : 1) : kept[0] ? null : 2,
        says: `${when(now)} the baseline ${became(models.baseline)}; the HNN ${became(models.hnn)}.${lucky}`,
      };
    },
  },
  {
    heading: "The reason",
    settings: spring,
    view: { map: "divergence", tab: "strips", strip: "energy" },
    text: "The colours show each field’s divergence. Where the baseline’s is blue, regions of states shrink, as under friction; where orange, they grow.",
    question: "What is there on the HNN’s plane?",
    answers: ["Blue and orange, fainter", "Neither: zero everywhere", "Blue alone"],
    truth: () => ({
      right: 1,
      says: "Zero, at every step and with every seed. Whatever energy the HNN has learned, the field made from it neither shrinks nor grows a region. Nothing binds the baseline like that.",
    }),
  },
  {
    heading: "Another seed",
    settings: (seed) => spring(seed + SEEDS_ON),
    view: { map: "own", tab: "strips", strip: "energy" },
    text: "The same spring again, with other noise and other first weights.",
    question: "Which way does the baseline drift now?",
    answers: ["Inward", "Outward", "That cannot be foretold"],
    truth: (now) => {
      const models = both(now);
      return {
        right: 2,
        says: `${models ? `Here, with seed ${now.settings.seed}, it ${became(models.baseline)}. ` : ""}Of 40 seeds (width 32, 600 steps) 45 % went inward, 42 % outward, and 13 % stayed within ±10 %. The HNN was never off by more than 2.3 %.`,
      };
    },
  },
  {
    heading: "Without noise",
    settings: (seed) => ({ ...spring(seed), noise: 0 }),
    view: { map: "own", tab: "strips", strip: "energy" },
    text: "The data are now exact.",
    question: "What becomes of the baseline’s drift?",
    answers: ["It stays large", "It gets small", "It is gone"],
    truth: (now) => {
      const drift = energyChangeOf(now, "baseline");
      if (!drift || now.step === 0) return null;
      return {
        right: !ripe(now) ? null : drift.drift < 0.001 ? 2 : drift.drift < 0.1 ? 1 : 0,
        says: `${when(now)} its energy is off by up to ${percent(drift.drift)}. Over many seeds the median drift without noise is 1.7 %: noise made most of it. Nothing forbids the rest.`,
      };
    },
  },
  {
    heading: "Both are late",
    settings: spring,
    view: { map: "own", tab: "strips", strip: "q" },
    text: "Noise as at first. The strip shows the position over time. The HNN keeps its energy.",
    question: "Is the HNN in time with the truth?",
    answers: ["Yes", "No, it is late", "No, it is early"],
    truth: (now) => {
      const [baseline, hnn] = [now.learners.baseline?.pace, now.learners.hnn?.pace];
      if (baseline == null || hnn == null) return null;
      const predicted =
        now.bestPace === null
          ? ""
          : ` For the best field that these data can teach, theory predicts ${signedPercent(now.bestPace)}.`;
      return {
        right: !ripe(now) ? null : Math.abs(hnn) < IN_TIME ? 0 : hnn < 0 ? 1 : 2,
        says: `${when(now)} the HNN has gained ${signedPercent(hnn)} of phase, the baseline ${signedPercent(baseline)}.${predicted} A noisy state stands for many clean ones, and least squares learns their mean velocity, which is too slow. An energy does not help against that.`,
      };
    },
  },
  {
    heading: "Where it fails",
    settings: (seed) => ({ system: "pendulum", seed, start: [2.9, 0], horizon: 10 }),
    view: { map: "own", tab: "strips", strip: "energy", layers: ["arrows", "data", "coverage"] },
    text: "A pendulum starts just short of the top, above all training data. The true one swings back.",
    question: "Which network swings back, too?",
    answers: ["Both", "The HNN alone", "Neither", "The baseline alone"],
    truth: (now) => {
      const models = both(now);
      if (!models) return null;
      const over = [models.baseline, models.hnn].map(
        ({ finalState }) => Math.abs(finalState?.[0] ?? 0) > TOP,
      );
      const turned = (is: boolean | undefined) => (is ? "turns over" : "swings back");
      return {
        right: !ripe(now) ? null : over[0] ? (over[1] ? 2 : 1) : over[1] ? 3 : 0,
        says: `${when(now)} the baseline ${turned(over[0])}, and ${became(models.baseline)}; the HNN ${turned(over[1])}, and ${became(models.hnn)}. Above the data both guess. The HNN conserves what it guessed.`,
      };
    },
  },
];
