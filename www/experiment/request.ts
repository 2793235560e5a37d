// Requests for an experiment: reads them from a link or attributes, and turns them into a validated experiment.
import type { Change, Checked, OwnSystem, Value } from "../../pkg/hnn_playground";
import { count } from "../text/format";
import { numberFrom, numbersFrom } from "../text/numerals";
import { defaultSystem, PARAMETER, RANGE, readableKeys, settingInfo } from "./catalog";
import type { Experiment, Settings } from "./experiment";
import { hasZero } from "./slider";
import { quoted, type View, viewFrom } from "./view";

/** The contents of a link before Rust has checked them. */
export interface Request {
  input: Settings;
  log: Change[];
  /** The requested view fields. The others stay as they are or take their defaults. */
  view: Partial<View>;
  problems: string[];
  /** The link this was read from, if any. */
  link?: string;
}

/** Has no prototype, so that a key such as `__proto__` is an ordinary key that validation can refuse by name. */
export const emptyRequest = (): Request => ({
  input: Object.assign(Object.create(null) as Settings, { system: defaultSystem }),
  log: [],
  view: {},
  problems: [],
});

/** Converts a setting's text to its type. Returns text that doesn't parse unchanged, for Rust to refuse. */
export function valueFrom(text: string, key: string, system: Value | undefined): Value {
  const kind = settingInfo(key, system)?.kind;
  if (kind?.type === "vector" || kind?.type === "intervals") {
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

/** How many refused log entries to list one by one; beyond that, only their number is given. */
const MAX_LISTED = 3;

/** Adds the live changes listed in a link or an attribute. */
export function readLog(request: Request, text: string): void {
  const { system } = request.input;
  let refused = 0;
  for (const entry of text.split(";").filter((each) => each !== "")) {
    const [step = "", key = "", ...rest] = entry.split(":");
    const info = settingInfo(key, system);
    if (/^\d{1,9}$/.test(step) && info?.effect === "live" && rest.length > 0) {
      request.log.push({ step: Number(step), key, value: valueFrom(rest.join(":"), key, system) });
    } else if (++refused <= MAX_LISTED) {
      request.problems.push(
        `log: “${quoted(entry)}” was ignored; allowed: step:key:value, where key is a setting that can change during training`,
      );
    }
  }
  if (refused > MAX_LISTED) {
    request.problems.push(
      `log: ${count(refused - MAX_LISTED)} more entries were ignored; allowed: step:key:value, where key is a setting that can change during training`,
    );
  }
  request.log.sort((a, b) => a.step - b.step);
}

/** Reads a list of live changes for a system. */
export function logFrom(text: string, system: Value | undefined): Pick<Request, "log" | "problems"> {
  const request = emptyRequest();
  if (system !== undefined) request.input.system = system;
  readLog(request, text);
  const { log, problems } = request;
  return { log, problems };
}

/** Attributes that list a formula's parameters as `m=1;L=2`. Names of attributes have no capitals, so one each would not do. */
export const OF_PARAMETERS = [
  ["parameters", PARAMETER],
  ["ranges", RANGE],
] as const;

function readParameters({ input }: Request, text: string | null, prefix: string): void {
  for (const part of text?.split(";") ?? []) {
    const [name = "", ...value] = part.split("=");
    const key = prefix + name.trim();
    if (part.trim() !== "") input[key] = valueFrom(value.join("="), key, input.system);
  }
}

/** Reads settings, live changes and view from the element's attributes; the attribute of `learning_rate` is `learning-rate`. */
export function requestFromAttributes(element: Element): Request {
  const request = emptyRequest();
  request.input.system = element.getAttribute("system") ?? defaultSystem;
  for (const key of readableKeys) {
    const text = element.getAttribute(key.replaceAll("_", "-"));
    if (text !== null) request.input[key] = valueFrom(text, key, request.input.system);
  }
  for (const [attribute, prefix] of OF_PARAMETERS)
    readParameters(request, element.getAttribute(attribute), prefix);
  readLog(request, element.getAttribute("log") ?? "");
  const { view, problems } = viewFrom((key) => element.getAttribute(key));
  request.view = view;
  request.problems.push(...problems);
  return request;
}

/** Maximum number of live changes in a run, more than minutes of dragging a slider produce. */
const MAX_CHANGES = 5000;

/**
 * Validates a request: Rust checks its settings and its log, and what passes becomes the experiment. Each distinct change is
 * checked once, so that a long log is cheap.
 */
export function accepted(
  { input, log, problems }: Pick<Request, "input" | "log" | "problems">,
  check: (input: Settings) => Checked,
): { experiment: Experiment; own: OwnSystem | null; problems: string[] } {
  const { settings, problems: refused, own } = check(input);
  const sentences = new Set([...problems, ...refused]);
  const changes = [...log].sort((a, b) => a.step - b.step).slice(0, MAX_CHANGES);
  if (log.length > MAX_CHANGES) {
    const last = count(changes.at(-1)?.step ?? 0);
    sentences.add(
      `log: this run has ${count(log.length)} live changes; allowed: at most ${count(MAX_CHANGES)}. Changes after step ${last} were ignored.`,
    );
  }
  const checks = new Map<string, Checked>();
  const start = { ...settings };
  // If a setting changes several times at one step, the last change wins.
  const changesByStep = new Map<string, Change>();
  for (const { step, key, value } of changes) {
    const id = JSON.stringify([key, value]);
    const answer = checks.get(id) ?? check({ ...settings, [key]: value });
    checks.set(id, answer);
    for (const sentence of answer.problems) sentences.add(sentence);
    const checked = answer.settings[key];
    if (answer.problems.length > 0 || checked === undefined) continue;
    if (step > 0) changesByStep.set(`${step}:${key}`, { step, key, value: checked });
    else start[key] = checked;
  }
  const sorted = [...changesByStep.values()].sort((a, b) => a.step - b.step);
  return { experiment: { settings: start, log: sorted }, own, problems: [...sentences] };
}
