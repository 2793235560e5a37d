// One experiment as plain data: its settings and the log of live changes.
import type { Change, Value } from "../../pkg/hnn_playground";
import { catalog, defaultOf } from "./catalog";

/** Values by key; complete and valid once Rust has checked them. */
export type Settings = Record<string, Value>;

/** `settings` are those of step 0; `log` holds the live changes since, by step. */
export interface Experiment {
  settings: Settings;
  log: Change[];
}

export const sameValue = (a: Value | undefined, b: Value | undefined): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((x, i) => x === b[i]) : a === b;

/** The settings in force once `step` steps have been made. */
export function settingsAt({ settings, log }: Experiment, step: number): Settings {
  const now = { ...settings };
  for (const change of log) if (change.step <= step) now[change.key] = change.value;
  return now;
}

/** Adds a live change. It takes the place of any other of its key at the same step or later. */
export function logged(log: Change[], change: Change): Change[] {
  const others = log.filter((each) => each.key !== change.key || each.step < change.step);
  return [...others, change].sort((a, b) => a.step - b.step);
}

/** The experiment with one more change. Before the first step that is no live change, but where the run begins. */
export function changed({ settings, log }: Experiment, change: Change): Experiment {
  if (change.step > 0) return { settings, log: logged(log, change) };
  const { key, value } = change;
  return { settings: { ...settings, [key]: value }, log: log.filter((each) => each.key !== key) };
}

/**
 * Settings for another system: what was chosen by hand stays, what stood at the old system's default takes the new one's.
 * The initial state is the old system's own, so it never stays.
 */
export function carriedOver(settings: Settings, system: string): Settings {
  const next: Settings = { system };
  for (const info of catalog.settings) {
    const value = settings[info.key];
    if (value === undefined || info.key === "system" || info.kind.type === "vector") continue;
    if (info.key === "seed" || !sameValue(value, defaultOf(info, settings.system))) next[info.key] = value;
  }
  return next;
}

/** Which keys differ between two complete settings. */
export const differing = (a: Settings, b: Settings): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !sameValue(a[key], b[key]));
