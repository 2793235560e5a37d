// The catalog of systems, learners and settings. Rust generates it; as bundled JSON it is available before the WASM module loads.
import catalogJson from "../../pkg/catalog.json" with { type: "json" };
import type {
  Feature,
  Catalog as FullCatalog,
  LearnerInfo as FullLearnerInfo,
  OwnSystem,
  PresetInfo,
  SettingInfo,
  SystemInfo,
  Value,
} from "../../pkg/hnn_playground";
import { capital } from "../text/format";

/** Learners have their help as options of their setting. */
export type LearnerInfo = Omit<FullLearnerInfo, "help">;

/** The tables that the page reads. The build leaves out the others. */
export type Catalog = Omit<FullCatalog, "integrators" | "learners"> & { learners: LearnerInfo[] };

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

/** Whether a learner's field is exactly that of a Hamiltonian. With one degree of freedom, every separable field is. */
export const isHamiltonian = (learner: string, dof: number): boolean => {
  const { hamiltonian, separable } = learnerInfo(learner);
  return hamiltonian || (dof === 1 && separable);
};

const LACKS: Record<Feature, { text: string; in: (system: System, friction: boolean) => boolean }> = {
  oscillation: { text: "can’t oscillate", in: () => true },
  friction: { text: "can’t lose energy", in: (_, friction) => friction },
  mass: { text: "needs a constant mass", in: ({ constantMass }) => !constantMass },
  coupling: { text: "needs H = T(p) + V(q)", in: ({ separable }) => !separable },
};

/** Whether the truth of these settings loses energy. */
export const hasFriction = ({ friction }: Readonly<Record<string, Value>>): boolean =>
  Number(friction ?? 0) > 0;

/** What keeps a learner from representing a motion, with or without friction, if anything does: "can’t lose energy". */
export function unfit(learner: string, system: System, friction: boolean): string {
  const lacking = learnerInfo(learner).lacks.find((feature) => LACKS[feature].in(system, friction));
  return lacking ? LACKS[lacking].text : "";
}

/** The system of a typed Hamiltonian. The catalog has it with the formula to begin with. */
export const OWN = "own";

/** A system, and what is known of it if its Hamiltonian was typed. */
export type System = SystemInfo & { own?: OwnSystem };

export const ownSystem = (own: OwnSystem): System => {
  const { coordinates, dof, separable, constantMass, formula, view, dataSpan } = own;
  return { ...systemInfo(OWN), coordinates, dof, separable, constantMass, formula, view, dataSpan, own };
};

/** In front of a typed Hamiltonian's parameters in the keys of their values, and of the ranges of their sliders. */
export const PARAMETER = "parameter_";
export const RANGE = "range_";
const OF_PARAMETER = new RegExp(`^(${PARAMETER}|${RANGE})(.+)$`);

/** What the catalog says of its first parameter or range, about another one. */
function ofParameter(key: string): SettingInfo | undefined {
  const [, prefix = "", name = ""] = OF_PARAMETER.exec(key) ?? [];
  const like = prefix ? systemInfo(OWN).parameters.find((each) => each.key.startsWith(prefix)) : undefined;
  return like && { ...like, key, label: like.label.slice(0, prefix.length - like.key.length) + name };
}

/** The unit of H. A formula has no units. */
export const energyUnit = ({ id }: SystemInfo): string => (id === OWN ? "" : "J");

/** The unit of a coordinate; of an angle, where none is written elsewhere, radians. */
export const coordinateUnit = ({ id }: SystemInfo, unit = ""): string => unit || (id === OWN ? "" : "rad");

/** Whether only a typed Hamiltonian has a setting. */
export const isOwn = (key: string): boolean =>
  OF_PARAMETER.test(key) || systemInfo(OWN).parameters.some((each) => each.key === key);

/** All settings in an experiment with these: the common ones, then the system's own parameters. */
export function settingsOf(settings: Readonly<Record<string, Value | undefined>>): SettingInfo[] {
  const { system } = settings;
  const special = catalog.systems.find((each) => each.id === system)?.parameters ?? [];
  if (system !== OWN) return [...catalog.settings, ...special];
  const parameters = Object.keys(settings).flatMap((key) => ofParameter(key) ?? []);
  return [...catalog.settings, ...special.filter(({ key }) => !OF_PARAMETER.test(key)), ...parameters];
}

/** Whether a setting has an effect with the other settings as they are. */
export const hasEffect = ({ onlyWith }: SettingInfo, settings: Readonly<Record<string, Value>>): boolean =>
  !onlyWith || onlyWith.choices.includes(String(settings[onlyWith.key]));

export const settingInfo = (key: string, system: Value | undefined): SettingInfo | undefined =>
  settingsOf({ system }).find((info) => info.key === key) ?? (system === OWN ? ofParameter(key) : undefined);

/** The setting keys of all systems. */
export const allKeys: ReadonlySet<string> = new Set(
  catalog.systems.flatMap(({ id }) => settingsOf({ system: id }).map((info) => info.key)),
);

/** The setting keys that links, attributes and properties may use, including those of earlier formats. */
export const readableKeys: ReadonlySet<string> = new Set([...allKeys, ...catalog.earlierKeys]);

export const defaultSystem: string = found(catalog.systems[0], "system").id;

export const defaultOf = (info: SettingInfo, { id, own }: System): Value =>
  found(own?.defaults[info.key] ?? info.defaults[id], `default of ${info.key} for ${id}`);

export function defaultsOf(system: string): Record<string, Value> {
  const info = systemInfo(system);
  const own = system === OWN ? info.parameters : [];
  const settings = new Set([...settingsOf({ system }), ...own]);
  return Object.fromEntries([...settings].map((each) => [each.key, defaultOf(each, info)]));
}

/** The preset that has exactly these settings, if any. */
export const presetOf = (settings: Record<string, Value>): PresetInfo | undefined =>
  catalog.presets.find((preset) => {
    const expected = { ...defaultsOf(String(preset.settings.system)), ...preset.settings };
    return Object.entries(expected).every(([key, value]) => String(settings[key]) === String(value));
  });

/** The learners to train, from left to right. */
export const learnersOf = (settings: Record<string, Value>): string[] => idsOf(settings.learners);

/** The value under a key. The keys of earlier formats stand for the first and the second learner. */
export const valueUnder = (settings: Record<string, Value>, key: string): Value | undefined =>
  catalog.earlierKeys.includes(key) ? learnersOf(settings)[catalog.earlierKeys.indexOf(key)] : settings[key];

const learnersInfo = catalog.settings.find(({ key }) => key === "learners")?.kind;

/** Largest number of learners that train side by side. */
export const MOST_LEARNERS = learnersInfo?.type === "several" ? learnersInfo.most : 1;

/** The labels of a setting's chosen options; null for a setting without options. */
export function chosenLabels({ kind }: SettingInfo, value: Value): string | null {
  if (kind.type !== "choice" && kind.type !== "several") return null;
  const labelOf = (id: string) => kind.options.find((option) => option.id === id)?.label ?? id;
  return idsOf(value).map(labelOf).join(", ");
}

/** The ids in the value of a setting with several choices. */
export const idsOf = (value: Value | undefined): string[] => String(value ?? "").split(",");

/** A model's full name, for headings. */
export const modelLabel = (model: string): string => (model === "truth" ? "Truth" : learnerInfo(model).label);

/** A model's short name, where space is limited. */
export const modelBrief = (model: string): string => (model === "truth" ? "Truth" : learnerInfo(model).short);

/** A model's shortest name, for legends and table headers. */
export const modelTag = (model: string): string => capital(modelBrief(model).replace(/ network$/, ""));

/** A model's name inside a sentence, with its article. */
export const modelShort = (model: string): string =>
  model === "truth" ? "the truth" : `the ${learnerInfo(model).short}`;
