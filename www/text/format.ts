// Formats numbers, durations and ordinals for display.

const NARROW_SPACE = "\u202f";
const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

export const count = (value: number): string => grouped.format(value);

/** `digits` significant digits, with a true minus sign; scientific notation below 1e-4 and from 1e6. */
export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e6) return scientific(value, digits);
  return String(Number(value.toPrecision(digits))).replace(/-/g, "−");
}

/** Like `significant`, but with trailing zeros and at most five decimals, so that updating numbers and columns don't jump. */
export function steady(value: number, digits: number): string {
  const rounded = Math.abs(Number(value.toPrecision(digits)));
  if (!Number.isFinite(value) || (value !== 0 && rounded < 1e-3) || rounded >= 10 ** digits) {
    return significant(value, digits);
  }
  const after = digits - 1 - Math.floor(Math.log10(rounded || 1));
  return value.toFixed(Math.max(0, Math.min(5, after))).replace("-", "−");
}

/** Like `significant`, but always in scientific notation. */
export const scientific = (value: number, digits: number): string =>
  Number.isFinite(value)
    ? value
        .toExponential(digits - 1)
        .replace(/e([+-]\d+)$/, (_, power) => `·10${superscript(Number(power))}`)
        .replace(/-/g, "−")
    : "–";

/** Two decimals, for aligned columns; a dash for missing or non-finite values. */
export function fixed(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1e4) return scientific(value, 2);
  const text = value.toFixed(2).replace("-", "−");
  return text === "−0.00" ? "0.00" : text;
}

/** Capitalises the first letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A fraction as a percentage with two significant digits, without its sign. */
export function percent(fraction: number): string {
  const value = Math.abs(fraction) * 100;
  if (!Number.isFinite(value)) return "–";
  const text =
    value >= 100 ? grouped.format(value) : value < 0.001 ? "0.001" : String(Number(value.toPrecision(2)));
  return `${value < 0.001 ? "less than " : ""}${text}${NARROW_SPACE}%`;
}

/** Like `percent`, but signed, for changes. */
export const signedPercent = (fraction: number): string =>
  fraction === 0
    ? `0${NARROW_SPACE}%`
    : `${fraction < 0 ? "−" : "+"}${percent(fraction).replace("less than ", "")}`;

/** A duration in s, min or h, rounded for a waiting user. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 90) return withUnit(String(Math.max(1, Math.round(seconds))), "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return withUnit(String(minutes), "min");
  return withUnit(significant(minutes / 60, 2), "h");
}

const ORDINALS: Record<string, string> = { one: "st", two: "nd", few: "rd", other: "th" };
const ordinals = new Intl.PluralRules("en", { type: "ordinal" });

export const ordinal = (place: number): string => `${place}${ORDINALS[ordinals.select(place)]}`;

/** "a", "a and b", "a, b, and c". */
export const listed = (words: string[]): string => new Intl.ListFormat("en").format(words);

export const withUnit = (value: string, unit: string): string =>
  unit === "" ? value : `${value}${NARROW_SPACE}${unit}`;

/** A setting's value for its entry field: exact, so that it can be typed back in. */
export const exact = (value: number): string => String(value).replace(/^-/, "−");

/** "in m, "; nothing for a number without unit. */
export const inUnit = (unit: string): string => (unit ? `in ${unit}, ` : "");

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const superscript = (power: number): string =>
  String(power)
    .replace("-", "⁻")
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit);
