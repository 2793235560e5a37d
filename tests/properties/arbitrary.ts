// Generators: random experiments and views from the catalog, and random text that may look like a link.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { Catalog, Change, SettingInfo, SystemInfo, Value } from "../../pkg/hnn_playground";
import type { Experiment } from "../../www/experiment/experiment";
import { LAYER_IDS } from "../../www/experiment/layers";
import { TABS } from "../../www/experiment/tabs";
import { MAPS, PARTS, PLANES, STRIPS, TOUR_STEPS, type View } from "../../www/experiment/view";

export const catalog = JSON.parse(
  readFileSync(new URL("../../pkg/catalog.json", import.meta.url), "utf8"),
) as Catalog;

export const settingsOf = (system: SystemInfo): SettingInfo[] => [...catalog.settings, ...system.parameters];

export const anySystem = fc.constantFrom(...catalog.systems);

/** A number other than −0, which text doesn't distinguish from 0. */
export const between = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((x) => (x === 0 ? 0 : x));

/** A value that a setting allows. */
export function allowedValue({ kind, key }: SettingInfo, system: SystemInfo): fc.Arbitrary<Value> {
  if (key === "system") return fc.constant(system.id);
  if (kind.type === "choice") return fc.constantFrom(...kind.options.map(({ id }) => id));
  if (kind.type === "several") {
    const ids = kind.options.map(({ id }) => id);
    return fc.shuffledSubarray(ids, { minLength: 1, maxLength: kind.most }).map((chosen) => chosen.join());
  }
  if (kind.type === "vector") {
    const length = 2 * system.dof;
    return fc.array(between(kind.min, kind.max), { minLength: length, maxLength: length });
  }
  if (kind.type === "formula") return fc.constantFrom("p^2/2 + q^2/2", "p^2/2 - a q^2/2 + b q^4/4", "p + 1");
  if (kind.type === "intervals") {
    const count = kind.of === "one" ? 1 : 2 * system.dof;
    const interval = fc.tuple(between(kind.min, 0), between(0.01, kind.max));
    return fc.array(interval, { minLength: count, maxLength: count }).map((pairs) => pairs.flat());
  }
  const inside = kind.integer ? fc.integer({ min: kind.min, max: kind.max }) : between(kind.min, kind.max);
  return (kind.zero ?? null) === null ? inside : fc.oneof(inside, fc.constant(0));
}

/** fast-check option: generate ordinary objects, not some without a prototype. */
const PLAIN = { noNullPrototype: true };

/** A log of live changes, sorted by step, with at most one change of a key per step. */
const logOf = (system: SystemInfo): fc.Arbitrary<Change[]> => {
  const live = settingsOf(system).filter(({ effect }) => effect === "live");
  const change = fc.constantFrom(...live).chain((info) =>
    fc.record(
      {
        step: fc.integer({ min: 1, max: 50_000 }),
        key: fc.constant(info.key),
        value: allowedValue(info, system),
      },
      PLAIN,
    ),
  );
  return fc
    .uniqueArray(change, { selector: ({ step, key }) => `${step}:${key}`, maxLength: 12 })
    .map((log) => log.sort((a, b) => a.step - b.step));
};

/** An experiment with complete and valid settings. */
export const anyExperiment: fc.Arbitrary<Experiment> = anySystem.chain((system) => {
  const values = settingsOf(system).map((info) => {
    const byDefault = info.defaults[system.id] as Value;
    return fc
      .oneof(fc.constant(byDefault), allowedValue(info, system))
      .map((value) => [info.key, value] as const);
  });
  return fc.record(
    {
      settings: fc.tuple(...values).map((entries) => Object.fromEntries(entries)),
      log: logOf(system),
    },
    PLAIN,
  );
});

export const anyView: fc.Arbitrary<View> = fc.record(
  {
    map: fc.constantFrom(...MAPS),
    layers: fc.subarray([...LAYER_IDS]),
    planes: fc.constantFrom(...PLANES),
    behind: fc.constantFrom("truth", ...catalog.learners.map(({ id }) => id)),
    zoom: fc.option(
      fc
        .tuple(between(-900, 900), between(0.002, 90), between(-900, 900), between(0.002, 90))
        .map(([x, width, y, height]) => [x, x + width, y, y + height] as const),
      { nil: null },
    ),
    tab: fc.constantFrom(...TABS.map(({ id }) => id)),
    strip: fc.constantFrom(...STRIPS),
    speed: between(0.05, 8),
    pace: fc.oneof(fc.constant(0), between(0.1, 1000)),
    lecture: fc.boolean(),
    hide: fc.subarray([...PARTS]),
    tour: fc.integer({ min: 0, max: TOUR_STEPS }),
  },
  PLAIN,
);

const keys = [...new Set(catalog.systems.flatMap((system) => settingsOf(system).map(({ key }) => key)))];

const ids = [
  "constructor",
  "toString",
  ...catalog.systems.map(({ id }) => id),
  ...catalog.settings.flatMap(({ kind }) => (kind.type === "choice" ? kind.options.map(({ id }) => id) : [])),
];

const KEYS = [
  ...keys,
  "v",
  "log",
  "zoom",
  "layers",
  "speed",
  "map",
  "tab",
  "lecture",
  "pace",
  "hide",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "",
];

const NUMBERS = [
  "0",
  "-0",
  "−1",
  "-1",
  "1e400",
  "-1e400",
  "Infinity",
  "NaN",
  "0x10",
  "1_000",
  "1e-400",
  "5e-324",
  "0.1.2",
  "64",
  "1,0",
  "1,,0",
  ",",
  "1,0,0,0,0,0,0,0",
  "none",
  "all",
  "٣",
  "½",
];

const LOGS = [
  "5:learning_rate:0.01",
  "x:y",
  "5:width:3",
  "-1:learning_rate:1",
  "99999999999:learning_rate:1",
  ":::",
  "5:__proto__:1",
];

/** Any text; half of the time with characters that have a meaning in URLs. */
const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."&=#%+,:;?/ \u202e\u0000\ud800<'\"") }),
);

/** Whether text can be part of a URL: it has no lone surrogates. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** A plausible value text. */
export const anyWord = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.constantFrom(...ids),
  fc.array(fc.constantFrom(...LOGS), { maxLength: 4 }).map((entries) => entries.join(";")),
  fc.double().map(String),
  anyText,
);

export const anyKey = fc.oneof(fc.constantFrom(...KEYS), anyText);

/** A broken link: keys and values, invalid percent-encoding, or no structure at all. */
export const anyHash = fc.oneof(
  fc
    .array(fc.tuple(anyKey, anyWord), { maxLength: 12 })
    .map((parts) => `#${parts.map(([key, word]) => `${key}=${word}`).join("&")}`),
  anyText,
  anyText.map((text) => `#v=1&system=${text}%E0%A4&width=%`),
);
