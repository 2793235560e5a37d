// One experiment as data: its settings, the log of what was changed while it ran, and both as a link.
import type { Change, Checked, Value } from "../../pkg/hnn_playground";
import { allKeys, catalog, defaultOf, defaultSystem, settingInfo, settingsOf } from "./catalog";
import { count } from "../text/format";
import { isLink, readRepaired } from "./link-repair";
import { numberFrom, numbersFrom } from "../text/numerals";
import { hasZero } from "./slider";
import { quoted, VIEW_KEYS, type View, viewFrom, viewTexts } from "./view";

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

// A link: #v=1&system=pendulum&seed=7&width=64&start=1,0&log=300:learning_rate:0.003;500:weight_decay:0&map=divergence
const RESERVED = new Set<string>(["v", "log", ...VIEW_KEYS]);

const written = (value: Value): string => (Array.isArray(value) ? value.join(",") : String(value));

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%3B/g, ";");

/** The experiment and what is looked at as a URL hash: what differs from the defaults, and always the seed. */
export function linkOf({ settings, log }: Experiment, view: View): string {
  const parts = [`v=${catalog.format}`];
  for (const info of settingsOf(settings.system)) {
    const value = settings[info.key];
    if (value === undefined) continue;
    const kept =
      info.key === "seed" || info.key === "system" || !sameValue(value, defaultOf(info, settings.system));
    if (kept) parts.push(`${info.key}=${encoded(written(value))}`);
  }
  if (log.length > 0) {
    parts.push(
      `log=${encoded(log.map(({ step, key, value }) => `${step}:${key}:${written(value)}`).join(";"))}`,
    );
  }
  for (const [key, text] of viewTexts(view)) parts.push(`${key}=${encoded(text)}`);
  return `#${parts.join("&")}`;
}

/** What a link asks for, not yet validated: Rust's checkSettings does that. */
export interface Request {
  input: Settings;
  log: Change[];
  /** What of the view is asked for; the rest stays or takes its default. */
  view: Partial<View>;
  problems: string[];
  /** The link that this was read from, if it was one. */
  link?: string;
}

/** Without a prototype, so that a key such as `__proto__` is one like any other, to be refused by name. */
export const nothingAsked = (): Request => ({
  input: Object.assign(Object.create(null) as Settings, { system: defaultSystem }),
  log: [],
  view: {},
  problems: [],
});

/** A setting's text as a value of its kind; text that is none stays text, for checkSettings to refuse by name. */
export function valueFrom(text: string, key: string, system: Value | undefined): Value {
  const kind = settingInfo(key, system)?.kind;
  if (kind?.type === "vector") {
    const numbers = numbersFrom(text);
    return numbers.some(Number.isNaN) ? text : numbers;
  }
  if (kind?.type === "number") {
    if (hasZero(kind) && text.trim() === kind.zero) return 0;
    const value = numberFrom(text, kind.integer);
    return Number.isNaN(value) ? text : value;
  }
  return text;
}

/** Thousands of live changes; no page writes a longer one. */
const LONGEST_LINK = 200_000;

/** Reads a hash, also one that was damaged on its way. What cannot be read becomes a problem; the rest is kept. */
export const requestFrom = (hash: string): Request => ({ ...readRepaired(hash, read), link: hash });

/** Why a hash is no link to a run at all; null if it is one. */
export const unreadable = (request: Request): string | null =>
  isLink(request)
    ? null
    : `The address ends in “${quoted(request.link ?? "")}”, which is not a link to a run; allowed: settings, as in #system=pendulum&seed=7. Nothing was changed.`;

function read(hash: string): Request {
  const request = nothingAsked();
  if (hash.length > LONGEST_LINK) {
    request.problems.push(
      `This link has ${count(hash.length)} characters; allowed: at most ${count(LONGEST_LINK)}. It is left out.`,
    );
    return request;
  }
  const fields = new URLSearchParams(hash.replace(/^#/, "").replace(/\+/g, "%2B"));
  const version = fields.get("v");
  if (version !== null && version !== String(catalog.format)) {
    request.problems.push(
      `This link has format v=${quoted(version)}; this page reads v=${catalog.format}. What it knows of the link is used.`,
    );
  }
  const system = fields.get("system") ?? defaultSystem;
  request.input.system = system;
  for (const [key, text] of fields) {
    if (!RESERVED.has(key)) request.input[key] = valueFrom(text, key, system);
  }
  readLog(request, fields.get("log") ?? "");
  const { view, problems } = viewFrom((key) => fields.get(key));
  request.view = view;
  request.problems.push(...problems);
  return request;
}

/** Entries of a log that are refused by name; of more, only the number is said. */
const NAMED = 3;

/** Adds the live changes that a link or an attribute lists. */
function readLog(request: Request, text: string): void {
  const { system } = request.input;
  let refused = 0;
  for (const entry of text.split(";").filter((each) => each !== "")) {
    const [step = "", key = "", ...rest] = entry.split(":");
    const info = settingInfo(key, system);
    if (/^\d{1,9}$/.test(step) && info?.effect === "live" && rest.length > 0) {
      request.log.push({ step: Number(step), key, value: valueFrom(rest.join(":"), key, system) });
    } else if (++refused <= NAMED) {
      request.problems.push(
        `log: “${quoted(entry)}” is left out; allowed: step:key:value with the key of a setting that acts at once`,
      );
    }
  }
  if (refused > NAMED) {
    request.problems.push(
      `log: ${count(refused - NAMED)} more entries are left out; allowed: step:key:value with the key of a setting that acts at once`,
    );
  }
  request.log.sort((a, b) => a.step - b.step);
}

/** The live changes that a text lists, for a system. */
export function logFrom(text: string, system: Value | undefined): Pick<Request, "log" | "problems"> {
  const request = nothingAsked();
  if (system !== undefined) request.input.system = system;
  readLog(request, text);
  const { log, problems } = request;
  return { log, problems };
}

/** Settings, live changes and view given as attributes of the element: `learning-rate` is `learning_rate`. */
export function requestFromAttributes(element: Element): Request {
  const request = nothingAsked();
  request.input.system = element.getAttribute("system") ?? defaultSystem;
  for (const key of allKeys) {
    const text = element.getAttribute(key.replaceAll("_", "-"));
    if (text !== null) request.input[key] = valueFrom(text, key, request.input.system);
  }
  readLog(request, element.getAttribute("log") ?? "");
  const { view, problems } = viewFrom((key) => element.getAttribute(key));
  request.view = view;
  request.problems.push(...problems);
  return request;
}

/** Live changes of one run; a hand on a slider for minutes makes fewer. */
const MOST_CHANGES = 5000;

/**
 * The experiment that remains of a request once Rust has checked its settings and its log. Equal changes are checked once, all
 * of them at the same time, so that a long log costs little.
 */
export async function accepted(
  { input, log, problems }: Pick<Request, "input" | "log" | "problems">,
  check: (input: Settings) => Promise<Checked>,
): Promise<{ experiment: Experiment; problems: string[] }> {
  const { settings, problems: refused } = await check(input);
  const told = new Set([...problems, ...refused]);
  const changes = [...log].sort((a, b) => a.step - b.step).slice(0, MOST_CHANGES);
  if (log.length > MOST_CHANGES) {
    const last = count(changes.at(-1)?.step ?? 0);
    told.add(
      `log: this run has ${count(log.length)} live changes; allowed: at most ${count(MOST_CHANGES)}. Those after step ${last} are left out.`,
    );
  }
  const checks = new Map<string, Promise<Checked>>();
  for (const { key, value } of changes) {
    const question = JSON.stringify([key, value]);
    if (!checks.has(question)) checks.set(question, check({ ...settings, [key]: value }));
  }
  await Promise.all(checks.values());
  const start = { ...settings };
  // Of several changes of a setting at one step, the last one holds.
  const kept = new Map<string, Change>();
  for (const { step, key, value } of changes) {
    const answer = await checks.get(JSON.stringify([key, value]));
    for (const sentence of answer?.problems ?? []) told.add(sentence);
    const taken = answer?.settings[key];
    if (answer?.problems.length !== 0 || taken === undefined) continue;
    if (step > 0) kept.set(`${step}:${key}`, { step, key, value: taken });
    else start[key] = taken;
  }
  const sorted = [...kept.values()].sort((a, b) => a.step - b.step);
  return { experiment: { settings: start, log: sorted }, problems: [...told] };
}
