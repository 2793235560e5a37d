// Where a pointer is in an element's own pixels. The page around may show the element at another size: `transform: scale()`, `zoom`.
import type { Size } from "../plot/surface";
import type { Point } from "../protocol";

const around = (element: Element): Element | null => {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
};

/** Browsers that know `currentCSSZoom` measure boxes in pixels of the window; older ones divide by the zoom, which this returns. */
function dividedBy(element: Element): number {
  if ("currentCSSZoom" in element) return 1;
  let zoom = 1;
  for (let each: Element | null = element; each; each = around(each))
    zoom *= Number(getComputedStyle(each).zoom) || 1;
  return zoom;
}

/** The pointer's place in `element`, whose box measures `size` in its own pixels. */
export function placeIn(element: Element, size: Size, clientX: number, clientY: number): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  const zoom = dividedBy(element);
  return {
    x: width > 0 ? ((clientX / zoom - left) / width) * size.width : 0,
    y: height > 0 ? ((clientY / zoom - top) / height) * size.height : 0,
  };
}
