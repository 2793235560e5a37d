// What is looked at, and how: the part of a link that changes no number of the run. One table, one reader, one writer.
import { numberFrom, numbersFrom } from "../text/numerals";

export const MAPS = ["own", "difference", "divergence", "none"] as const;
export const LAYERS = ["arrows", "data", "coverage"] as const;
export const TABS = ["strips", "compare", "spread", "runs"] as const;
export const PARTS = [
  "title",
  "transport",
  "panel",
  "verdict",
  "layers",
  "bodies",
  "captions",
  "views",
] as const;
export const STRIPS = ["energy", "learned", "error", "q", "p"] as const;

/** Steps of the guided tour. */
export const TOUR_STEPS = 7;

/** Field and learned landscape: each model's own (H where it has one, else the divergence), H_θ − H, the divergence, none. */
export type MapKind = (typeof MAPS)[number];
export type LayerKind = (typeof LAYERS)[number];
export type Tab = (typeof TABS)[number];
export type Part = (typeof PARTS)[number];
export type StripKind = (typeof STRIPS)[number];

export interface View {
  map: MapKind;
  /** What is drawn over the map. */
  layers: readonly LayerKind[];
  /** x from, x to, y from, y to; null for all that the system's view shows. */
  zoom: readonly [number, number, number, number] | null;
  /** What stands beneath the planes. */
  tab: Tab;
  /** The quantity of the time strip. */
  strip: StripKind;
  /** Seconds of motion shown in a second. */
  speed: number;
  /** Most training steps in a second; 0 for as many as can be made. */
  pace: number;
  /** For a lecture hall: large type, few controls. */
  lecture: boolean;
  /** Parts of the page that are left out. */
  hide: readonly Part[];
  /** The step of the guided tour that the page is at; 0 for none. */
  tour: number;
}

interface Field<Value> {
  default: Value;
  /** undefined if the text is no value. */
  read(text: string): Value | undefined;
  write(value: Value): string;
  allowed: string;
}

const oneOf = <Id extends string>(ids: readonly Id[], byDefault: Id): Field<Id> => ({
  default: byDefault,
  read: (text) => ids.find((id) => id === text),
  write: (id) => id,
  allowed: ids.join(", "),
});

const someOf = <Id extends string>(all: readonly Id[], byDefault: readonly Id[]): Field<readonly Id[]> => ({
  default: byDefault,
  read: (text) => {
    const ids = text === "none" ? [] : text.split(",").map((id) => id.trim());
    const known = all.filter((id) => ids.includes(id));
    return known.length === ids.length ? known : undefined;
  },
  write: (ids) => (ids.length === 0 ? "none" : all.filter((id) => ids.includes(id)).join(",")),
  allowed: `none, or some of ${all.join(",")}`,
});

/** As an attribute, it may stand alone. */
const SWITCH = new Map([
  ["", true],
  ["1", true],
  ["0", false],
]);

/** To the digits that a link has. */
const rounded = (x: number): number => Number(x.toFixed(4));
const LEAST_WIDTH = 1e-3;

const FIELDS: { [Key in keyof View]: Field<View[Key]> } = {
  map: oneOf(MAPS, "own"),
  layers: someOf(LAYERS, LAYERS),
  zoom: {
    default: null,
    read: (text) => {
      if (text === "all") return null;
      const numbers = numbersFrom(text).map(rounded);
      const [x0, x1, y0, y1] = numbers;
      if (numbers.length !== 4 || !numbers.every((x) => Math.abs(x) <= 1000)) return undefined;
      if (x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined) return undefined;
      const wide = (from: number, to: number) => rounded(to - from) >= LEAST_WIDTH;
      return wide(x0, x1) && wide(y0, y1) ? [x0, x1, y0, y1] : undefined;
    },
    write: (zoom) => zoom?.map(rounded).join(",") ?? "all",
    allowed: "all, or four numbers: x from, x to, y from, y to, within ±1000",
  },
  tab: oneOf(TABS, "strips"),
  strip: oneOf(STRIPS, "energy"),
  speed: {
    default: 1,
    read: (text) => {
      const speed = numberFrom(text);
      return speed >= 0.05 && speed <= 8 ? speed : undefined;
    },
    write: (speed) => String(Number(speed.toPrecision(3))),
    allowed: "0.05 to 8",
  },
  pace: {
    default: 0,
    read: (text) => {
      const pace = numberFrom(text);
      return pace === 0 || (pace >= 0.1 && pace <= 1000) ? pace : undefined;
    },
    write: (pace) => String(Number(pace.toPrecision(3))),
    allowed: "0 for no limit, or 0.1 to 1000 steps a second",
  },
  lecture: {
    default: false,
    read: (text) => SWITCH.get(text),
    write: (on) => (on ? "1" : "0"),
    allowed: "1 or 0",
  },
  hide: someOf(PARTS, []),
  tour: {
    default: 0,
    read: (text) => (/^\d$/.test(text) && Number(text) <= TOUR_STEPS ? Number(text) : undefined),
    write: String,
    allowed: `0 to ${TOUR_STEPS}`,
  },
};

/** As much of foreign text as a sentence can hold. */
export const quoted = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

export const VIEW_KEYS = Object.keys(FIELDS) as (keyof View)[];

export const defaultView = (): View =>
  Object.fromEntries(VIEW_KEYS.map((key) => [key, FIELDS[key].default])) as unknown as View;

/** The fields of a view that are given, by `textOf` each key; what cannot be read becomes a problem. */
export function viewFrom(textOf: (key: string) => string | null): {
  view: Partial<View>;
  problems: string[];
} {
  const view: Partial<Record<keyof View, unknown>> = {};
  const problems: string[] = [];
  for (const key of VIEW_KEYS) {
    const text = textOf(key);
    if (text === null) continue;
    const value = FIELDS[key].read(text);
    if (value === undefined)
      problems.push(`${key}: “${quoted(text)}” is left out; allowed: ${FIELDS[key].allowed}`);
    else view[key] = value;
  }
  return { view: view as Partial<View>, problems };
}

/** Whether two views show the same. */
export const sameView = (a: View, b: View): boolean =>
  JSON.stringify(viewTexts(a)) === JSON.stringify(viewTexts(b));

/** The fields of a patch from outside, each read as its text would be. */
export function viewOf(patch: Partial<View>): ReturnType<typeof viewFrom> {
  const texts = new Map(
    Object.entries(patch).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.join() || "none" : String(value ?? "all"),
    ]),
  );
  const { view, problems } = viewFrom((key) => texts.get(key) ?? null);
  for (const key of texts.keys()) {
    if (!VIEW_KEYS.some((known) => known === key)) {
      problems.push(`${key} is nothing to look at; allowed: ${VIEW_KEYS.join(", ")}`);
    }
  }
  return { view, problems };
}

/** The fields that differ from their defaults, as text. */
export function viewTexts(view: View): [string, string][] {
  const text = <Key extends keyof View>(key: Key, value: View[Key]) => FIELDS[key].write(value);
  const byDefault = defaultView();
  return VIEW_KEYS.filter((key) => text(key, view[key]) !== text(key, byDefault[key])).map((key) => [
    key,
    text(key, view[key]),
  ]);
}
