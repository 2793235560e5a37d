// Maps a view and the element's width to the visible parts, their CSS classes and the type scale.
import type { Part, View } from "../experiment/view";

/** Parts that the lecture view hides. Its styles hide more. */
const HIDDEN_IN_LECTURE: readonly Part[] = ["panel", "layers", "views"];

/** In the lecture view, type, lines and points scale with the width, from 1 at this width in pixels … */
const BASE_WIDTH = 950;
/** … up to this factor. */
const MAX_SCALE = 2.4;

/** Up to this width in pixels, a fitted element shows only the main controls. */
const FEW_CONTROLS = 760;
/** Up to these widths in pixels, the controls take two lines. */
const TWO_LINES = { few: 500, all: 640 };

const hiddenParts = ({ lecture, hide }: View): ReadonlySet<Part> =>
  new Set([...hide, ...(lecture ? HIDDEN_IN_LECTURE : [])]);

/** Whether the element fits its height without scrolling: neither panel nor tabs are shown. */
export const fitted = (view: View): boolean =>
  ["panel", "views"].every((part) => hiddenParts(view).has(part as Part));

export const partClasses = (view: View): string =>
  [
    ...[...hiddenParts(view)].map((part) => `without-${part}`),
    ...(fitted(view) ? ["fitted"] : []),
    ...(view.lecture ? ["lecture"] : []),
  ].join(" ");

/** `few`: show only the main controls; `compact`: in two lines. */
export function controlsIn(view: View, width: number): { few: boolean; compact: boolean } {
  const few = view.lecture || (fitted(view) && width <= FEW_CONTROLS);
  return { few, compact: width <= TWO_LINES[few ? "few" : "all"] };
}

/** Up to these widths in pixels, planes side by side must be swiped, since they don't fit. */
const SWIPED = { fitted: 540, all: 700 };

/** Whether all paths share one plane. */
export const isOverlaid = (view: View, width: number): boolean =>
  view.planes === "auto" ? width <= SWIPED[fitted(view) ? "fitted" : "all"] : view.planes === "overlaid";

/** Scale factor of type, lines and points. */
export const scaleOf = ({ lecture }: View, width: number): number =>
  lecture ? Math.min(MAX_SCALE, Math.max(1, width / BASE_WIDTH)) : 1;
