// Which parts of the page are there, and how large its type is: what a view asks for, as classes and a factor.
import type { Part, View } from "../view";

/** Besides what it leaves out by its own styles, a lecture has no use for these. */
const NOT_IN_A_LECTURE: readonly Part[] = ["panel", "layers", "views"];

/** Width, in pixels, at which the page has its usual size; a wider lecture is larger in all its parts. */
const USUAL_WIDTH = 950;
const LARGEST = 2.4;

export function partClasses({ lecture, hide }: View): string {
  const without = new Set([...hide, ...(lecture ? NOT_IN_A_LECTURE : [])]);
  const fitted = without.has("panel") && without.has("views");
  return [
    ...[...without].map((part) => `without-${part}`),
    ...(fitted ? ["fitted"] : []),
    ...(lecture ? ["lecture"] : []),
  ].join(" ");
}

/** The factor of type, lines and points in an element of this width. */
export const scaleOf = ({ lecture }: View, width: number): number =>
  lecture ? Math.min(LARGEST, Math.max(1, width / USUAL_WIDTH)) : 1;
