// Parses numbers as people type them: decimal commas, typographic minus signs, non-ASCII digits, grouped thousands.

const MINUS = /[\u2012\u2013\u2212\ufe63]/g;
const FULL_WIDTH = /[\uff0b-\uff19\uff1b]/g;
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;
const GROUPED = /^[-+]?\d{1,3}([,'’\s]\d{3})+$/;
const ONE_COMMA = /^[^,.]*,[^,.]*$/;

/** Replaces non-ASCII digits, separators and minus signs with ASCII. */
const toAscii = (text: string): string =>
  text
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(ARABIC_DIGIT, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\u066b/g, ",")
    .replace(/\u061b/g, ";")
    .replace(MINUS, "-")
    .trim();

/**
 * Parses a single number; NaN if the text isn't one. "0,2" is 0.2. In whole numbers, a comma before three digits groups
 * thousands: "2,000" steps is two thousand.
 */
export function numberFrom(text: string, whole = false): number {
  const typed = toAscii(text);
  if (typed === "") return Number.NaN;
  if (whole && GROUPED.test(typed)) return Number(typed.replace(/[,'’\s]/g, ""));
  return Number(ONE_COMMA.test(typed) ? typed.replace(",", ".") : typed);
}

/** Parses a list separated by commas, or by semicolons, in which case each number may have a decimal comma. */
export function numbersFrom(text: string): number[] {
  const typed = toAscii(text);
  return typed.split(typed.includes(";") ? ";" : ",").map((part) => numberFrom(part));
}
