// Pinned runs: the data stored of a run for later comparison. Plain data, validated when read back from storage.
import type { Change, LossPoint, Value } from "../../pkg/hnn_playground";
import { catalog, OWN, settingInfo } from "./catalog";
import type { Experiment, Settings } from "./experiment";
import type { Result } from "./results";
import { STRIPS, type StripKind } from "./view";

const TRUTH = "truth";
export const LETTERS = "ABCDEFGHIJKL";
/** Maximum number of points in a curve. */
export const POINTS = 400;

export interface Pin {
  /** Identifies the pin, on the page and in storage. */
  letter: string;
  /** Enough to repeat the run: the initial settings and the live changes. */
  experiment: Experiment;
  /** The settings in force at `step`. */
  settings: Settings;
  step: number;
  /** Whether its curves are drawn. */
  shown: boolean;
  /** Times of the curves' points, in s. */
  t: number[];
  /** The true system and the learners. */
  models: Record<string, PinnedModel>;
}

export interface PinnedModel {
  /** Values at the times `t`; null once the rollout has ended, or if the model has no such quantity. */
  curves: Record<StripKind, (number | null)[] | null>;
  /** Mean squared error over the coordinates, as in the paper; null for the truth. */
  squares: (number | null)[] | null;
  /** Empty for the truth. */
  losses: LossPoint[];
  result: Result;
}

export const freeLetter = (pins: readonly Pin[]): string | null =>
  [...LETTERS].find((letter) => pins.every((pin) => pin.letter !== letter)) ?? null;

/** Reads pinned runs from storage; `problem` is a sentence if some entries are invalid. */
export function readPins(stored: unknown): { pins: Pin[]; problem: string | null } {
  if (stored === null || stored === undefined) return { pins: [], problem: null };
  const entries: unknown[] = Array.isArray(stored) ? stored : [stored];
  const pins: Pin[] = [];
  for (const entry of entries.slice(0, LETTERS.length)) {
    convertSettings(entry);
    convertDistances(entry);
    if (isPin(entry) && pins.every(({ letter }) => letter !== entry.letter)) pins.push(entry);
  }
  const invalid = entries.length - pins.length;
  if (invalid === 0) return { pins, problem: null };
  return {
    pins,
    problem: `${invalid === 1 ? "One pinned run" : `${invalid} pinned runs`} could not be read from this browser’s storage and ${invalid === 1 ? "was" : "were"} ignored.`,
  };
}

/**
 * Earlier pins name their learners in two settings, and lack parameters that their system got later. Rust reads the settings of links
 * and files in the same way.
 */
function convertSettings(entry: unknown): void {
  const stored = isObject(entry)
    ? [entry.settings, isObject(entry.experiment) && entry.experiment.settings]
    : [];
  for (const settings of stored.filter(isObject)) {
    const system = catalog.systems.find(({ id }) => id === settings.system && id !== OWN);
    for (const info of system?.parameters ?? []) settings[info.key] ??= info.defaults[system?.id ?? ""];
    const ids = catalog.earlierKeys.map((key) => settings[key]);
    if (ids.includes(undefined)) continue;
    settings.learners = [...new Set(ids)].join();
    for (const key of catalog.earlierKeys) delete settings[key];
  }
}

/** Earlier pins store a distance that adds metres to kg·m/s; only the mean squared error can be recovered from it. */
function convertDistances(entry: unknown): void {
  if (!isObject(entry) || !isObject(entry.models) || !isObject(entry.settings)) return;
  const { system } = entry.settings;
  const dim = 2 * (catalog.systems.find(({ id }) => id === system)?.dof ?? 1);
  for (const [name, model] of Object.entries(entry.models)) {
    if (!isObject(model) || model.squares !== undefined) continue;
    const { curves, result } = model;
    if (!isObject(curves) || !isObject(result)) continue;
    const distances = Array.isArray(curves.error) && name !== TRUTH ? curves.error : null;
    model.squares = distances?.map((each) => (isNumber(each) ? each ** 2 / dim : null)) ?? null;
    curves.error = null;
    result.coordinateError = null;
    result.pace = null;
  }
}

type Shape = Record<string, unknown>;
const isObject = (value: unknown): value is Shape =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isNumberOrNull = (value: unknown) => value === null || isNumber(value);
const isStep = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
const isList = (value: unknown, isItem: (item: unknown) => boolean, most: number): value is unknown[] =>
  Array.isArray(value) && value.length <= most && value.every(isItem);

function isPin(value: unknown): value is Pin {
  if (!isObject(value)) return false;
  const { letter, experiment, settings, step, shown, t, models } = value;
  return (
    typeof letter === "string" &&
    letter.length === 1 &&
    LETTERS.includes(letter) &&
    isObject(experiment) &&
    areSettings(experiment.settings) &&
    isList(experiment.log, isChange(experiment.settings.system), 10_000) &&
    areSettings(settings) &&
    settings.system === experiment.settings.system &&
    isStep(step) &&
    typeof shown === "boolean" &&
    isList(t, isNumber, POINTS) &&
    t.every((time, i) => i === 0 || Number(time) > Number(t[i - 1])) &&
    isObject(models) &&
    Object.entries(models).every(([model, each]) => isModel(model, each, t.length))
  );
}

function areSettings(value: unknown): value is Settings {
  return (
    isObject(value) &&
    catalog.systems.some(({ id }) => id === value.system) &&
    Object.entries(value).every(
      ([key, each]) => settingInfo(key, value.system as Value) !== undefined && isValue(each),
    )
  );
}

const formula = settingInfo("hamiltonian", OWN)?.kind;
/** Longest text in a setting: a formula. */
const LONGEST = formula?.type === "formula" ? formula.longest : 0;

const isValue = (value: unknown): value is Value =>
  isNumber(value) || (typeof value === "string" && value.length <= LONGEST) || isList(value, isNumber, 100);

const isChange =
  (system: Value | undefined) =>
  (value: unknown): value is Change =>
    isObject(value) &&
    isStep(value.step) &&
    settingInfo(String(value.key), system) !== undefined &&
    isValue(value.value);

function isModel(model: string, value: unknown, rows: number): value is PinnedModel {
  if (model !== TRUTH && catalog.learners.every(({ id }) => id !== model)) return false;
  if (!isObject(value) || !isObject(value.curves) || !isObject(value.result)) return false;
  const { curves, squares, losses, result } = value;
  return (
    STRIPS.every((kind) => curves[kind] === null || isList(curves[kind], isNumberOrNull, rows)) &&
    (squares === null || isList(squares, isNumberOrNull, rows)) &&
    isList(losses, isLoss, POINTS) &&
    ["trainLoss", "testLoss", "energyChange", "energyDrift", "coordinateError", "pace"].every((key) =>
      isNumberOrNull(result[key]),
    ) &&
    typeof result.diverged === "boolean"
  );
}

const isLoss = (value: unknown): value is LossPoint =>
  isObject(value) && isStep(value.step) && isNumber(value.train) && isNumber(value.test);
