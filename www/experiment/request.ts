// A request for an experiment, read from a link or attributes, and the experiment that remains once Rust has checked it.
import type { Change, Checked, Value } from "../../pkg/hnn_playground";
import { count } from "../text/format";
import { numberFrom, numbersFrom } from "../text/numerals";
import { allKeys, defaultSystem, settingInfo } from "./catalog";
import type { Experiment, Settings } from "./experiment";
import { hasZero } from "./slider";
import { quoted, type View, viewFrom } from "./view";

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

/** Entries of a log that are refused by name; of more, only the number is said. */
const NAMED = 3;

/** Adds the live changes that a link or an attribute lists. */
export function readLog(request: Request, text: string): void {
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
