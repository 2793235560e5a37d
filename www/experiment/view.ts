// View state: what the page shows and how. It never affects results; links store it next to the settings.
import { numberFrom, numbersFrom } from "../text/numerals";
import { catalog } from "./catalog";
import { DEFAULT_LAYERS, LAYER_IDS, type LayerKind } from "./layers";
import { TABS, type Tab } from "./tabs";

export const MAPS = ["own", "difference", "divergence", "none"] as const;
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
export const PLANES = ["auto", "side", "overlaid"] as const;
const TAB_IDS = TABS.map(({ id }) => id);
export const STRIPS = ["energy", "learned", "error", "q", "p"] as const;

/** Steps of the guided tour. */
export const TOUR_STEPS = 8;

/** The map under the arrows: the model's own (its H, or the divergence if it has none), H_θ − H, the divergence, or none. */
export type MapKind = (typeof MAPS)[number];
/** One plane per model side by side, or all paths on one plane; `auto`: overlaid on a phone. */
export type Planes = (typeof PLANES)[number];
export type Part = (typeof PARTS)[number];
export type StripKind = (typeof STRIPS)[number];

export interface View {
  map: MapKind;
  /** Layers drawn over the map. */
  layers: readonly LayerKind[];
  planes: Planes;
  /** The model whose field and map are behind overlaid paths; the truth if that model isn't shown. */
  behind: string;
  /** Left, right, bottom and top of the viewport; null for the system's default viewport. */
  zoom: readonly [number, number, number, number] | null;
  /** The open tab below the planes. */
  tab: Tab;
  /** The quantity plotted against time. */
  strip: StripKind;
  /** Playback speed, in seconds of motion per second. */
  speed: number;
  /** Limit on training steps per second; 0 for none. */
  pace: number;
  /** Lecture mode: large type, few controls. */
  lecture: boolean;
  /** Parts of the page to hide. */
  hide: readonly Part[];
  /** The current step of the guided tour; 0 for none. */
  tour: number;
}

interface Field<Value> {
  default: Value;
  /** Returns undefined if the text isn't a valid value. */
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

/** An attribute may have no value: `<hnn-playground lecture>`. */
const SWITCH = new Map([
  ["", true],
  ["1", true],
  ["0", false],
]);

/** Rounds to the precision of a link. */
const rounded = (x: number): number => Number(x.toFixed(4));
const MIN_WIDTH = 1e-3;

const FIELDS: { [Key in keyof View]: Field<View[Key]> } = {
  map: oneOf(MAPS, "own"),
  layers: someOf(LAYER_IDS, DEFAULT_LAYERS),
  planes: oneOf(PLANES, "auto"),
  behind: oneOf(["truth", ...catalog.learners.map(({ id }) => id)], "truth"),
  zoom: {
    default: null,
    read: (text) => {
      if (text === "all") return null;
      const numbers = numbersFrom(text).map(rounded);
      const [x0, x1, y0, y1] = numbers;
      if (numbers.length !== 4 || !numbers.every((x) => Math.abs(x) <= 1000)) return undefined;
      if (x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined) return undefined;
      const wide = (from: number, to: number) => rounded(to - from) >= MIN_WIDTH;
      return wide(x0, x1) && wide(y0, y1) ? [x0, x1, y0, y1] : undefined;
    },
    write: (zoom) => zoom?.map(rounded).join(",") ?? "all",
    allowed: "all, or four numbers within ±1000: x from, x to, y from, y to",
  },
  tab: oneOf(TAB_IDS, "strips"),
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
    allowed: "0 for no limit, or 0.1 to 1000 steps per second",
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

/** Truncates user text for use in a message. */
export const quoted = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

export const VIEW_KEYS = Object.keys(FIELDS) as (keyof View)[];

export const defaultView = (): View =>
  Object.fromEntries(VIEW_KEYS.map((key) => [key, FIELDS[key].default])) as unknown as View;

/** Reads the view fields for which `textOf` returns text. Invalid values become problems. */
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
      problems.push(`${key}: “${quoted(text)}” was ignored; allowed: ${FIELDS[key].allowed}`);
    else view[key] = value;
  }
  return { view: view as Partial<View>, problems };
}

/** Whether two views are equal once written to a link. */
export const sameView = (a: View, b: View): boolean =>
  JSON.stringify(viewTexts(a)) === JSON.stringify(viewTexts(b));

/** Validates a view patch from the API by reading each field as if it were link text. */
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
      problems.push(`${key} is not a view field; allowed: ${VIEW_KEYS.join(", ")}`);
    }
  }
  return { view, problems };
}

/** The fields that differ from their defaults, as link text. */
export function viewTexts(view: View): [string, string][] {
  const text = <Key extends keyof View>(key: Key, value: View[Key]) => FIELDS[key].write(value);
  const byDefault = defaultView();
  return VIEW_KEYS.filter((key) => text(key, view[key]) !== text(key, byDefault[key])).map((key) => [
    key,
    text(key, view[key]),
  ]);
}
