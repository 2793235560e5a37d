// Undoes what mail programs, chat programs and content management systems do to a link on its way.
import { allKeys, settingInfo } from "./catalog";
import type { Request } from "./request";

/** `&` as HTML, JSON and a second round of HTML write it. */
const AMPERSAND = /&(?:amp;)+|&#(?:38|x26);|\\u0026/gi;
/** `=` as quoted-printable mail writes it; no value of a link begins with 3D. */
const QUOTED_EQUALS = /=3D/gi;
/** Line breaks and spaces; no value of a link contains any. */
const WHITESPACE = /\s+/g;
/** Punctuation of the sentence around the link. */
const AROUND = /^[#\s"'“‘«<(]+|[\s"'”’»>)\].,;!?]+$/g;

/** So often may a link have been encoded. */
const ROUNDS = 3;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const undone = (text: string): string =>
  decoded(text.replace(AMPERSAND, "&").replace(QUOTED_EQUALS, "="))
    .replace(WHITESPACE, "")
    .replace(AROUND, "");

/** Reads a hash as it is or, if that makes no sense, as it was before it was damaged, provided that this makes sense. */
export function readRepaired(hash: string, read: (hash: string) => Request): Request {
  const request = read(hash);
  let text = hash;
  for (let round = 0; round < ROUNDS && !understood(request); round++) {
    text = undone(text);
    const repaired = read(text);
    if (understood(repaired)) return repaired;
  }
  return request;
}

/** Whether each field is known and has a value of its kind. Bounds are for Rust to check. */
function understood({ input, problems }: Request): boolean {
  return (
    problems.length === 0 &&
    Object.entries(input).every(([key, value]) => {
      const kind = settingInfo(key, input.system)?.kind;
      if (kind?.type === "choice") return kind.options.some(({ id }) => id === value);
      return kind !== undefined && typeof value !== "string";
    })
  );
}

/** Whether a hash is empty or names anything that a link can have. An anchor of some other page does not. */
export const isLink = ({ input, log, view, problems, link = "" }: Request): boolean =>
  link.length <= 1 ||
  log.length + problems.length + Object.keys(view).length > 0 ||
  Object.keys(input).some((key) => key !== "system" && allKeys.has(key)) ||
  /(^#?|&)(v|system)=/.test(link);
