// What there is to set and to choose: Rust's tables, bundled as JSON so that the controls stand before the WASM does.
import catalogJson from "../../pkg/catalog.json";
import type {
  Catalog,
  LearnerInfo,
  PresetInfo,
  SettingInfo,
  SystemInfo,
  Value,
} from "../../pkg/hnn_playground";
import { capital } from "../text/format";

export const catalog = catalogJson as unknown as Catalog;

const found = <T>(item: T | undefined, what: string): T => {
  if (item === undefined) throw new Error(`The catalog has no ${what}.`);
  return item;
};

export const systemInfo = (id: Value | undefined): SystemInfo =>
  found(
    catalog.systems.find((system) => system.id === id),
    `system ${id}`,
  );

export const learnerInfo = (id: Value | undefined): LearnerInfo =>
  found(
    catalog.learners.find((learner) => learner.id === id),
    `learner ${id}`,
  );

/** The settings of an experiment with this system: the common ones, then the system's own parameters. */
export function settingsOf(system: Value | undefined): SettingInfo[] {
  return [...catalog.settings, ...(catalog.systems.find((each) => each.id === system)?.parameters ?? [])];
}

export const settingInfo = (key: string, system: Value | undefined): SettingInfo | undefined =>
  settingsOf(system).find((info) => info.key === key);

/** Every key that any system knows. */
export const allKeys: ReadonlySet<string> = new Set(
  catalog.systems.flatMap((system) => settingsOf(system.id).map((info) => info.key)),
);

export const defaultSystem: string = found(catalog.systems[0], "system").id;

export const defaultOf = (info: SettingInfo, system: Value | undefined): Value =>
  found(info.defaults[String(system)], `default of ${info.key} for ${system}`);

export function defaultsOf(system: string): Record<string, Value> {
  return Object.fromEntries(settingsOf(system).map((info) => [info.key, defaultOf(info, system)]));
}

/** The preset whose settings these are, if they are any's. */
export const presetOf = (settings: Record<string, Value>): PresetInfo | undefined =>
  catalog.presets.find((preset) => {
    const expected = { ...defaultsOf(String(preset.settings.system)), ...preset.settings };
    return Object.entries(expected).every(([key, value]) => String(settings[key]) === String(value));
  });

/** The learners that an experiment trains: those it shows, each once. */
export const learnersOf = (settings: Record<string, Value>): string[] => [
  ...new Set([String(settings.learner_a), String(settings.learner_b)]),
];

/** A model's name for headings: the learner's label, or that of the true system. */
export const modelLabel = (model: string): string => (model === "truth" ? "Truth" : learnerInfo(model).label);

/** The same where there is little room. */
export const modelBrief = (model: string): string => (model === "truth" ? "Truth" : learnerInfo(model).short);

/** Its shortest name, for legends and the heads of tables. */
export const modelTag = (model: string): string => capital(modelBrief(model).replace(/ network$/, ""));

/** A model's name within a sentence. */
export const modelShort = (model: string): string =>
  model === "truth" ? "the truth" : `the ${learnerInfo(model).short}`;
