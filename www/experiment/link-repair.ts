// Repairs links that mail programs, chat programs or content management systems have damaged.
import { catalog, idsOf, readableKeys, settingInfo } from "./catalog";
import type { Request } from "./request";

/** `&` as escaped in HTML, in JSON, and twice in HTML. */
const AMPERSAND = /&(?:amp;)+|&#(?:38|x26);|\\u0026/gi;
/** `=` as escaped in quoted-printable mail. No value in a link starts with 3D. */
const QUOTED_EQUALS = /=3D/gi;
/** Line breaks and spaces. In a link they are escaped. */
const WHITESPACE = /\s+/g;
/** Punctuation from the sentence around the link. */
const SURROUNDING_PUNCTUATION = /^[#\s"'“‘«<(]+|[\s"'”’»>)\].,;!?]+$/g;

/** Rounds of decoding to try. */
const ROUNDS = 3;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Blanks that were escaped belong to a formula, and stay. */
const undoEscapes = (text: string): string =>
  decoded(text.replace(WHITESPACE, "").replace(AMPERSAND, "&").replace(QUOTED_EQUALS, "="))
    .replace(SURROUNDING_PUNCTUATION, "")
    .replace(/ /g, "%20");

/** Reads a hash. If it makes no sense as it stands, tries to undo the damage and returns the first version that does. */
export function readRepaired(hash: string, read: (hash: string) => Request): Request {
  const request = read(hash);
  let text = hash;
  for (let round = 0; round < ROUNDS && !isValid(request); round++) {
    text = undoEscapes(text);
    const repaired = read(text);
    if (isValid(repaired)) return repaired;
  }
  return request;
}

/** Whether every field is known and has a value of its type. Rust checks the bounds. */
function isValid({ input, problems }: Request): boolean {
  return (
    problems.length === 0 &&
    Object.entries(input).every(([key, value]) => {
      if (catalog.earlierKeys.includes(key)) return catalog.learners.some(({ id }) => id === value);
      const kind = settingInfo(key, input.system)?.kind;
      if (kind?.type === "several")
        return idsOf(value).every((each) => kind.options.some(({ id }) => id === each));
      if (kind?.type === "formula") return true;
      if (kind?.type === "choice") return kind.options.some(({ id }) => id === value);
      return kind !== undefined && typeof value !== "string";
    })
  );
}

/** Whether a hash is empty or contains anything a link can contain. The anchor of an ordinary page doesn't. */
export const isLink = ({ input, log, view, problems, link = "" }: Request): boolean =>
  link.length <= 1 ||
  log.length + problems.length + Object.keys(view).length > 0 ||
  Object.keys(input).some((key) => key !== "system" && readableKeys.has(key)) ||
  /(^#?|&)(v|system)=/.test(link);
