// Links: #v=1&system=pendulum&seed=7&width=64&start=1,0&log=300:learning_rate:0.003;500:weight_decay:0&map=divergence
import type { Value } from "../../pkg/hnn_playground";
import { count } from "../text/format";
import { catalog, defaultOf, defaultSystem, settingsOf } from "./catalog";
import { type Experiment, sameValue } from "./experiment";
import { isLink, readRepaired } from "./link-repair";
import { nothingAsked, type Request, readLog, valueFrom } from "./request";
import { quoted, VIEW_KEYS, type View, viewFrom, viewTexts } from "./view";

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
