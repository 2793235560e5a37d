// An experiment as plain data: its settings and the log of live changes.
import type { Change, Value } from "../../pkg/hnn_playground";
import { catalog, defaultOf, type System } from "./catalog";

/** Values by key. Rust's validation makes them complete and valid. */
export type Settings = Record<string, Value>;

/** `settings` are the ones at step 0; `log` lists the live changes made since, by step. */
export interface Experiment {
  settings: Settings;
  log: Change[];
}

export const sameValue = (a: Value | undefined, b: Value | undefined): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((x, i) => x === b[i]) : a === b;

/** The settings in force after `step` steps. */
export function settingsAt({ settings, log }: Experiment, step: number): Settings {
  const now = { ...settings };
  for (const change of log) if (change.step <= step) now[change.key] = change.value;
  return now;
}

/** Adds a live change. It replaces other changes to its key at the same or a later step. */
export function logged(log: Change[], change: Change): Change[] {
  const others = log.filter((each) => each.key !== change.key || each.step < change.step);
  return [...others, change].sort((a, b) => a.step - b.step);
}

/** Applies a change to an experiment: before the first step it edits the initial settings, after that it goes into the log. */
export function changed({ settings, log }: Experiment, change: Change): Experiment {
  if (change.step > 0) return { settings, log: logged(log, change) };
  const { key, value } = change;
  return { settings: { ...settings, [key]: value }, log: log.filter((each) => each.key !== key) };
}

/**
 * Settings for switching to another system. Values the user chose stay; values at the old system's default become the new
 * system's default. The initial state always takes the new system's default, because states don't carry over.
 */
export function carriedOver(settings: Settings, from: System, system: string): Settings {
  const next: Settings = { system };
  for (const info of catalog.settings) {
    const value = settings[info.key];
    if (value === undefined || info.key === "system" || info.kind.type === "vector") continue;
    if (info.key === "seed" || !sameValue(value, defaultOf(info, from))) next[info.key] = value;
  }
  return next;
}

/** The keys on which two complete sets of settings differ. */
export const differing = (a: Settings, b: Settings): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !sameValue(a[key], b[key]));
