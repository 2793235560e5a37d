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

/** Window pixels per element pixel due to CSS `zoom`, ignoring transforms. */
export function zoomOf(element: Element): number {
  const { currentCSSZoom } = element as Zoomed;
  if (currentCSSZoom !== undefined) return currentCSSZoom;
  const parent = element.assignedSlot ?? element.parentElement ?? hostOf(element);
  // Browsers without `zoom` return undefined here.
  return (Number(getComputedStyle(element).zoom) || 1) * (parent ? zoomOf(parent) : 1);
}

/**
 * An element's box in window pixels. Browsers without `currentCSSZoom` (WebKitGTK 2.50) predate the standard: they measure boxes in
 * zoomed element pixels but report pointer positions in window pixels.
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
