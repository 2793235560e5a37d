// The catalog of systems, learners and settings. Rust generates it; as bundled JSON it is available before the WASM module loads.
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

/** All settings for this system: the common ones, then the system's own parameters. */
export function settingsOf(system: Value | undefined): SettingInfo[] {
  return [...catalog.settings, ...(catalog.systems.find((each) => each.id === system)?.parameters ?? [])];
}

/** Whether a setting has an effect with the other settings as they are. */
export const hasEffect = ({ onlyWith }: SettingInfo, settings: Readonly<Record<string, Value>>): boolean =>
  !onlyWith || onlyWith.choices.includes(String(settings[onlyWith.key]));

export const settingInfo = (key: string, system: Value | undefined): SettingInfo | undefined =>
  settingsOf(system).find((info) => info.key === key);

/** The setting keys of all systems. */
export const allKeys: ReadonlySet<string> = new Set(
  catalog.systems.flatMap((system) => settingsOf(system.id).map((info) => info.key)),
);

export const defaultSystem: string = found(catalog.systems[0], "system").id;

export const defaultOf = (info: SettingInfo, system: Value | undefined): Value =>
  found(info.defaults[String(system)], `default of ${info.key} for ${system}`);

export function defaultsOf(system: string): Record<string, Value> {
  return Object.fromEntries(settingsOf(system).map((info) => [info.key, defaultOf(info, system)]));
}

/** The preset that has exactly these settings, if any. */
export const presetOf = (settings: Record<string, Value>): PresetInfo | undefined =>
  catalog.presets.find((preset) => {
    const expected = { ...defaultsOf(String(preset.settings.system)), ...preset.settings };
    return Object.entries(expected).every(([key, value]) => String(settings[key]) === String(value));
  });

/** The learners to train; a learner shown twice trains once. */
export const learnersOf = (settings: Record<string, Value>): string[] => [
  ...new Set([String(settings.learner_a), String(settings.learner_b)]),
];

/** A model's full name, for headings. */
export const modelLabel = (model: string): string => (model === "truth" ? "Truth" : learnerInfo(model).label);

/** A model's short name, where space is limited. */
export const modelBrief = (model: string): string => (model === "truth" ? "Truth" : learnerInfo(model).short);

/** A model's shortest name, for legends and table headers. */
export const modelTag = (model: string): string => capital(modelBrief(model).replace(/ network$/, ""));

/** A model's name inside a sentence, with its article. */
export const modelShort = (model: string): string =>
  model === "truth" ? "the truth" : `the ${learnerInfo(model).short}`;
