// Converts client coordinates to an element's own pixels, since the host page may scale it with `transform` or `zoom`.
import type { Size } from "../../render/plot/surface";
import type { Point } from "../../render/plot/viewport";

/** The pointer's position within `element`, whose box is `size` in its own pixels. */
export function placeWithin(element: Element, size: Size, clientX: number, clientY: number): Point {
  const shown = element.getBoundingClientRect();
  return {
    x: shown.width > 0 ? ((clientX - shown.left) / shown.width) * size.width : 0,
    y: shown.height > 0 ? ((clientY - shown.top) / shown.height) * size.height : 0,
  };
}
