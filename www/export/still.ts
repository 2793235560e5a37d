// What a picture is made of: the scene at one moment, drawn anew for the theme and the size of a picture, and what to write beneath.

import type { LossPoint } from "../../pkg/hnn_playground";
import type { SeedResult, Spread } from "../batches/spread";
import { catalog, settingsOf } from "../experiment/catalog";
import { type Settings, sameValue } from "../experiment/experiment";
import { type PinnedCurves, pinnedCurvesOf } from "../render/pinned-curves";
import { coloursOf } from "../render/plot/theme";
import type { Scene } from "../render/scene";
import type { Session } from "../run/session";
import { count, significant, withUnit } from "../text/format";
import { addressOf } from "./address";

export interface Still {
  scene: Scene;
  /** Those of the planes, from left to right. */
  models: string[];
  /** Those trained, each once. */
  learners: string[];
  /** Seconds since the rollouts' start that points and bodies are drawn at. */
  time: number;
  horizon: number;
  step: number;
  steps: number;
  losses: ReadonlyMap<string, readonly LossPoint[]>;
  /** Curves of pinned runs. */
  pinned: PinnedCurves;
  /** What a spread over seeds has given; null where none was asked for. */
  spread: { seed: number; results: Map<string, SeedResult[]> } | null;
  /** What was set, in words. */
  settings: string;
  link: string;
}

/** Cells of a map along a side of a plane; finer than on the page, since it is computed once. */
const MAP_CELLS = 240;

/** The session as it is now, its maps in the colours that are asked for. */
export async function stillOf(session: Session, spread: Spread | null, dark: boolean): Promise<Still> {
  const { settings, training, learners, playhead } = session;
  const seen = await session.picture(dark, MAP_CELLS);
  const { scene } = session;
  const horizon = scene.rollouts?.t.at(-1) ?? Number(settings.horizon);
  return {
    scene: { ...scene, ...seen, colours: coloursOf(dark) },
    models: ["truth", String(settings.learner_a), String(settings.learner_b)],
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
          results: new Map(spread.learners.map((learner) => [learner, spread.results(learner)])),
        }
      : null,
    settings: described(session),
    link: addressOf(session),
  };
}

/** "Mass–spring, seed 3, step 1,618 of 2,000; noise 0.2; all else as by default." */
export function described({ settings, experiment, training }: Session): string {
  const system = catalog.systems.find(({ id }) => id === settings.system)?.label ?? String(settings.system);
  const step = count(training?.step ?? 0);
  const parts = [`${system}, seed ${settings.seed}, step ${step} of ${count(Number(settings.steps))}`];
  parts.push(...chosen(settings));
  if (experiment.log.length > 0) parts.push("changed while it trained, as the link tells");
  const loaded = [...(training?.states.values() ?? [])].flatMap((state) => state.loaded?.name ?? []);
  if (loaded.length > 0) parts.push(`weights loaded from ${loaded.join(" and ")}`);
  return `${parts.join("; ")}; all else as by default.`;
}

/** The settings that differ from the defaults. */
function chosen(settings: Settings): string[] {
  return settingsOf(settings.system).flatMap(({ key, label, unit, kind, defaults }) => {
    const value = settings[key];
    if (value === undefined || ["system", "seed", "steps"].includes(key)) return [];
    if (sameValue(value, defaults[String(settings.system)])) return [];
    if (Array.isArray(value))
      return [`${label.toLowerCase()} ${value.map((x) => significant(x, 4)).join(", ")}`];
    if (kind.type === "choice") {
      return [`${label.toLowerCase()}: ${kind.options.find(({ id }) => id === value)?.label ?? value}`];
    }
    return [`${lowered(label)} ${withUnit(significant(Number(value), 4), unit)}`];
  });
}

/** Without its capital, unless it stands alone, as a symbol does. */
const lowered = (label: string) =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
