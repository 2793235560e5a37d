// Where a pointer is in an element's own pixels. The page around may show the element at another size: `transform: scale()`, `zoom`.
import type { Size } from "../../render/plot/surface";
import type { Point } from "../../render/plot/viewport";

/** The pointer's place in `element`, whose box measures `size` in its own pixels. */
export function placeWithin(element: Element, size: Size, clientX: number, clientY: number): Point {
  const shown = element.getBoundingClientRect();
  return {
    x: shown.width > 0 ? ((clientX - shown.left) / shown.width) * size.width : 0,
    y: shown.height > 0 ? ((clientY - shown.top) / shown.height) * size.height : 0,
  };
}
