// Links: #v=2&system=pendulum&seed=7&width=64&start=1,0&log=300:learning_rate:0.003;500:weight_decay:0&map=divergence
import type { SettingInfo, Value } from "../../pkg/hnn_playground";
import { count } from "../text/format";
import { catalog, defaultOf, defaultSystem, OWN, settingsOf, systemInfo } from "./catalog";
import { type Experiment, sameValue } from "./experiment";
import { isLink, readRepaired } from "./link-repair";
import { emptyRequest, type Request, readLog, valueFrom } from "./request";
import { quoted, VIEW_KEYS, type View, viewFrom, viewTexts } from "./view";

const RESERVED = new Set<string>(["v", "log", ...VIEW_KEYS]);

const written = (value: Value): string => (Array.isArray(value) ? value.join(",") : String(value));

/** Brackets, stars and quotes in a formula are escaped, too: programs that find links in a text would cut it off there. */
const encoded = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%2C/g, ",")
    .replace(/%3A/g, ":")
    .replace(/%3B/g, ";")
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** Whether a setting's default can follow from a formula. A later version may choose another. */
const followsFormula = ({ defaults, effect, group }: SettingInfo): boolean =>
  effect !== "slider" &&
  (["system", "data", "rollout"].includes(group) || new Set(Object.values(defaults).map(String)).size > 1);

/**
 * Encodes the experiment and the view as a URL hash: the seed, and everything that differs from its default. With a formula, all that
 * could follow from it.
 */
export function linkOf({ settings, log }: Experiment, view: View): string {
  const parts = [`v=${catalog.format}`];
  const system = systemInfo(settings.system);
  const own = system.id === OWN;
  for (const info of settingsOf(settings)) {
    const value = settings[info.key];
    if (value === undefined) continue;
    const always = ["seed", "system"].includes(info.key) || (own && followsFormula(info));
    if (always || !sameValue(value, defaultOf(info, system)))
      parts.push(`${info.key}=${encoded(written(value))}`);
  }
  if (log.length > 0) {
    parts.push(
      `log=${encoded(log.map(({ step, key, value }) => `${step}:${key}:${written(value)}`).join(";"))}`,
    );
  }
  for (const [key, text] of viewTexts(view)) parts.push(`${key}=${encoded(text)}`);
  return `#${parts.join("&")}`;
}

/** Room for thousands of live changes; the page never writes a longer link. */
const MAX_LINK_LENGTH = 200_000;

/** Reads a hash, repairing it if it is damaged. Fields that can't be read become problems; the others are used. */
export const requestFrom = (hash: string): Request => ({ ...readRepaired(hash, read), link: hash });

/** Why a hash isn't a link to a run; null if it is one. */
export const unreadable = (request: Request): string | null =>
  isLink(request)
    ? null
    : `The address ends in “${quoted(request.link ?? "")}”, which is not a link to a run; allowed: settings, as in #system=pendulum&seed=7. Nothing changed.`;

function read(hash: string): Request {
  const request = emptyRequest();
  if (hash.length > MAX_LINK_LENGTH) {
    request.problems.push(
      `This link has ${count(hash.length)} characters; allowed: at most ${count(MAX_LINK_LENGTH)}. It was ignored.`,
    );
    return request;
  }
  const fields = new URLSearchParams(hash.replace(/^#/, "").replace(/\+/g, "%2B"));
  const version = fields.get("v");
  if (
    version !== null &&
    !(/^\d+$/.test(version) && Number(version) >= 1 && Number(version) <= catalog.format)
  ) {
    request.problems.push(
      `This link has format v=${quoted(version)}; this page reads v=1 to v=${catalog.format}. Fields it knows were used.`,
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
