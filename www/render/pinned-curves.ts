// Selects the curves of pinned runs for the charts: visible pins of the current system only.
import { settingInfo } from "../experiment/catalog";
import { type Settings, sameValue } from "../experiment/experiment";
import type { Pin } from "../experiment/pins";
import type { StripKind } from "../experiment/view";
import type { PinnedCurve } from "./plot/strips";

const TRUTH = "truth";

/** A quantity along each model's rollout. The pinned truth is included only if it differs from the current run's. */
export function pinnedTimeCurves(pins: readonly Pin[], kind: StripKind, settings: Settings): PinnedCurve[] {
  return visiblePins(pins, settings).flatMap(({ letter, t, models, settings: pinned }) =>
    Object.entries(models).flatMap(([model, { curves }]) => {
      const y = curves[kind];
      if (!y || (model === TRUTH && (kind === "error" || sameTruth(pinned, settings)))) return [];
      return [{ letter, model, x: t, y }];
    }),
  );
}

/** The mean squared error over the coordinates. */
export const pinnedErrorCurves = (pins: readonly Pin[], settings: Settings): PinnedCurve[] =>
  visiblePins(pins, settings).flatMap(({ letter, t, models }) =>
    Object.entries(models).flatMap(([model, { squares }]) =>
      squares ? [{ letter, model, x: t, y: squares }] : [],
    ),
  );

/** The test loss by step. */
export function pinnedLossCurves(pins: readonly Pin[], settings: Settings): PinnedCurve[] {
  return visiblePins(pins, settings).flatMap(({ letter, models }) =>
    Object.entries(models).flatMap(([model, { losses }]) =>
      losses.length === 0
        ? []
        : [{ letter, model, x: losses.map(({ step }) => step), y: losses.map(({ test }) => test) }],
    ),
  );
}

/** The curves of pinned runs in exported pictures, by quantity. */
export const pinnedCurvesOf = (pins: readonly Pin[], settings: Settings) => ({
  q: pinnedTimeCurves(pins, "q", settings),
  energy: pinnedTimeCurves(pins, "energy", settings),
  learned: pinnedTimeCurves(pins, "learned", settings),
  squares: pinnedErrorCurves(pins, settings),
  loss: pinnedLossCurves(pins, settings),
});

export type PinnedCurves = ReturnType<typeof pinnedCurvesOf>;

const visiblePins = (pins: readonly Pin[], { system }: Settings): Pin[] =>
  pins.filter(({ shown, settings }) => shown && settings.system === system);

const sameTruth = (a: Settings, b: Settings): boolean =>
  Object.keys(b).every(
    (key) => sameValue(a[key], b[key]) || (key !== "start" && settingInfo(key, b.system)?.group !== "system"),
  );
