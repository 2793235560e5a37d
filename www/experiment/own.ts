// The settings of a typed Hamiltonian: its formula, parameters and starts.
import { catalog, defaultOf, isOwn, PARAMETER, RANGE, type System } from "./catalog";
import { type Settings, sameValue } from "./experiment";

/** The key of a parameter's value. */
export const parameterKey = (name: string): string => PARAMETER + name;

/** The key of the range of a parameter's slider. */
export const rangeKey = (name: string): string => RANGE + name;

/** The names of the parameters that have values. */
export const parametersIn = (settings: Settings): string[] =>
  Object.keys(settings).flatMap((key) => (key.startsWith(PARAMETER) ? key.slice(PARAMETER.length) : []));

/** All that only a typed Hamiltonian has. */
export const formulaIn = (settings: Settings): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => isOwn(key)));

/**
 * Settings for another formula. Its parameters keep the values that they have, and with `keepStarts` the starts stay. What follows from
 * a formula is left out where it does.
 */
export function withFormula(
  settings: Settings,
  from: System,
  parameters: readonly string[],
  keepStarts: boolean,
): Settings {
  const kept = new Set(parameters.flatMap((name) => [parameterKey(name), rangeKey(name)]));
  if (keepStarts) for (const key of ["starts", "span"]) kept.add(key);
  return Object.fromEntries(
    Object.entries(settings).filter(([key, value]) => {
      if (isOwn(key)) return kept.has(key);
      const info = catalog.settings.find((each) => each.key === key);
      return (
        key !== "start" &&
        !(info && key !== "system" && key !== "seed" && sameValue(value, defaultOf(info, from)))
      );
    }),
  );
}
