// Which parts of the page are there, and how large its type is: what a view asks for, as classes and a factor.
import type { Part, View } from "../experiment/view";

/** Besides what it leaves out by its own styles, a lecture has no use for these. */
const NOT_IN_A_LECTURE: readonly Part[] = ["panel", "layers", "views"];

/** Width, in pixels, at which the page has its usual size; a wider lecture is larger in all its parts. */
const USUAL_WIDTH = 950;
const LARGEST = 2.4;

/** Up to this width, in pixels, a fitted element has no room for all that drives it; up to the next, not even for a line of it. */
const FEW_CONTROLS = 760;
const TWO_LINES = { few: 500, all: 640 };

const without = ({ lecture, hide }: View): ReadonlySet<Part> =>
  new Set([...hide, ...(lecture ? NOT_IN_A_LECTURE : [])]);

/** Whether nothing is left that would have to scroll. */
export const fitted = (view: View): boolean =>
  ["panel", "views"].every((part) => without(view).has(part as Part));

export const partClasses = (view: View): string =>
  [
    ...[...without(view)].map((part) => `without-${part}`),
    ...(fitted(view) ? ["fitted"] : []),
    ...(view.lecture ? ["lecture"] : []),
  ].join(" ");

/** Whether an element of this width shows the main controls alone, and whether in two lines. */
export function controlsIn(view: View, width: number): { few: boolean; compact: boolean } {
  const few = view.lecture || (fitted(view) && width <= FEW_CONTROLS);
  return { few, compact: width <= TWO_LINES[few ? "few" : "all"] };
}

/** The factor of type, lines and points in an element of this width. */
export const scaleOf = ({ lecture }: View, width: number): number =>
  lecture ? Math.min(LARGEST, Math.max(1, width / USUAL_WIDTH)) : 1;
