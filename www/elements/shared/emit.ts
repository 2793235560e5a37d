// Events between the parts of the element. They reach every part around their sender, but never the page around the element.

/** Its own events are the documented ones, which it dispatches itself. */
const OUTERMOST = "hnn-playground";

const hostOf = (element: Element): Element | null => {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
};

/** A composed event would be heard in every page around. This one bubbles in each shadow root in turn, up to the outermost. */
export function emit(from: Element, type: string, detail: unknown = null): void {
  for (let at: Element | null = from; at && at.localName !== OUTERMOST; at = hostOf(at)) {
    at.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}
