// Reads numbers as people type them: decimal commas, typographic minus signs, digits of other keyboards, grouped thousands.

const MINUS = /[\u2012\u2013\u2212\ufe63]/g;
const FULL_WIDTH = /[\uff0b-\uff19\uff1b]/g;
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;
const GROUPED = /^[-+]?\d{1,3}([,'’\s]\d{3})+$/;
const ONE_COMMA = /^[^,.]*,[^,.]*$/;

/** The same text in ASCII, where it is a number. */
const plain = (text: string): string =>
  text
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(ARABIC_DIGIT, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\u066b/g, ",")
    .replace(/\u061b/g, ";")
    .replace(MINUS, "-")
    .trim();

/**
 * A single number; NaN if the text is none. One comma is a decimal point. A whole number has no decimals, so there a comma
 * before three digits groups thousands: 2,000 steps are two thousand.
 */
export function numberFrom(text: string, whole = false): number {
  const typed = plain(text);
  if (typed === "") return Number.NaN;
  if (whole && GROUPED.test(typed)) return Number(typed.replace(/[,'’\s]/g, ""));
  return Number(ONE_COMMA.test(typed) ? typed.replace(",", ".") : typed);
}

/** A list of numbers, separated by commas; or by semicolons, and then each may have a decimal comma. */
export function numbersFrom(text: string): number[] {
  const typed = plain(text);
  return typed.split(typed.includes(";") ? ";" : ",").map((part) => numberFrom(part));
}
