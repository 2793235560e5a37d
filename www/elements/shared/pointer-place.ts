// Converts client coordinates to an element's own pixels, since the host page may scale it with `transform` or `zoom`.
import type { Size } from "../../render/plot/surface";
import type { Point } from "../../render/plot/viewport";

/** The pointer's position within `element`, whose box is `size` in its own pixels. */
export function placeWithin(element: Element, size: Size, clientX: number, clientY: number): Point {
  const shown = boxOf(element);
  return {
    x: shown.width > 0 ? ((clientX - shown.left) / shown.width) * size.width : 0,
    y: shown.height > 0 ? ((clientY - shown.top) / shown.height) * size.height : 0,
  };
}

type Zoomed = Element & { currentCSSZoom?: number };

/** Window pixels a pixel of the element, by `zoom` alone. */
export function zoomOf(element: Element): number {
  const { currentCSSZoom } = element as Zoomed;
  if (currentCSSZoom !== undefined) return currentCSSZoom;
  const around = element.assignedSlot ?? element.parentElement ?? hostOf(element);
  // A browser without `zoom` computes no value.
  return (Number(getComputedStyle(element).zoom) || 1) * (around ? zoomOf(around) : 1);
}

/**
 * An element's box in pixels of the window. Browsers before the standard, which have no `currentCSSZoom` (WebKitGTK 2.50), measure
 * boxes in the element's zoomed pixels, but place pointers in the window's.
 */
export function boxOf(element: Element): DOMRect {
  const box = element.getBoundingClientRect();
  if ((element as Zoomed).currentCSSZoom !== undefined) return box;
  const zoom = zoomOf(element);
  return new DOMRect(zoom * box.x, zoom * box.y, zoom * box.width, zoom * box.height);
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
