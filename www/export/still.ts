// The data of an exported picture: the scene at one moment, with maps in the picture's resolution, and the caption.

import type { LossPoint } from "../../pkg/hnn_playground";
import type { Spread } from "../batches/spread";
import { catalog, chosenLabels, hasEffect, hasFriction, settingsOf } from "../experiment/catalog";
import { type Settings, sameValue } from "../experiment/experiment";
import { type PinnedCurves, pinnedCurvesOf } from "../render/pinned-curves";
import { coloursOf } from "../render/plot/theme";
import { overlaid, type Scene, type Shown } from "../render/scene";
import type { Session } from "../run/session";
import { count, significant, withUnit } from "../text/format";
import { addressOf } from "./address";
import type { SeedsOverview } from "./seeds";

export interface Still {
  scene: Scene;
  /** The models of the planes, from left to right. */
  models: string[];
  /** All of them on one plane. */
  overlay: Shown;
  /** The trained learners, without duplicates. */
  learners: string[];
  /** Seconds from the start of the rollouts. */
  time: number;
  horizon: number;
  step: number;
  steps: number;
  losses: ReadonlyMap<string, readonly LossPoint[]>;
  /** Curves of pinned runs. */
  pinned: PinnedCurves;
  /** The spread over seeds; null if there is none. */
  spread: SeedsOverview | null;
  /** The settings in words. */
  settings: string;
  link: string;
}

/** Grid points of a map along each side. Finer than on the page, because the map is computed only once. */
const MAP_CELLS = 160;

/** Captures the session's current state, in the colours of a theme. */
export async function stillOf(session: Session, spread: Spread | null, dark: boolean): Promise<Still> {
  const { settings, training, learners, playhead } = session;
  const evaluated = await session.picture(MAP_CELLS);
  const { scene } = session;
  const horizon = scene.rollouts?.t.at(-1) ?? Number(settings.horizon);
  return {
    scene: { ...scene, ...evaluated, colours: coloursOf(dark) },
    models: ["truth", ...learners],
    overlay: overlaid(learners, session.view.behind),
    learners: [...learners],
    time: Math.min(playhead.time, horizon),
    horizon,
    step: training?.step ?? 0,
    steps: Number(settings.steps),
    losses: new Map([...(training?.states ?? [])].map(([id, { losses }]) => [id, [...losses]])),
    pinned: pinnedCurvesOf(session.pinboard.pins, settings),
    spread: spread?.batch
      ? {
          seed: Number(settings.seed),
          lossy: hasFriction(settings),
          results: new Map(spread.learners.map((learner) => [learner, spread.results(learner)])),
        }
      : null,
    settings: described(session),
    link: addressOf(session),
  };
}

/** "Mass–spring, seed 3, step 1,618 of 2,000; noise 0.2; other settings at their defaults." */
export function described({ settings, experiment, training }: Session): string {
  const system = catalog.systems.find(({ id }) => id === settings.system)?.label ?? String(settings.system);
  const step = count(training?.step ?? 0);
  const parts = [`${system}, seed ${settings.seed}, step ${step} of ${count(Number(settings.steps))}`];
  parts.push(...chosen(settings));
  if (experiment.log.length > 0) parts.push("live changes as in the link");
  const loaded = [...(training?.states.values() ?? [])].flatMap((state) => state.loaded?.name ?? []);
  if (loaded.length > 0) parts.push(`weights loaded from ${loaded.join(" and ")}`);
  return `${parts.join("; ")}; other settings at their defaults.`;
}

/** Describes the settings that differ from their defaults. */
function chosen(settings: Settings): string[] {
  return settingsOf(settings).flatMap((info) => {
    const { key, label, unit, defaults } = info;
    const value = settings[key];
    if (
      value === undefined ||
      info.effect === "slider" ||
      !hasEffect(info, settings) ||
      ["system", "seed", "steps"].includes(key)
    )
      return [];
    if (sameValue(value, defaults[String(settings.system)])) return [];
    if (Array.isArray(value))
      return [`${label.toLowerCase()} ${value.map((x) => significant(x, 4)).join(", ")}`];
    if (info.kind.type === "formula") return [`H = ${value}`];
    const labels = chosenLabels(info, value);
    if (labels !== null) return [`${label.toLowerCase()}: ${labels}`];
    return [`${lowered(label)} ${withUnit(significant(Number(value), 4), unit)}`];
  });
}

/** Lowercases the first letter of a word, but not a symbol. */
const lowered = (label: string) =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
