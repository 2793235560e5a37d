// Internal events: they bubble through all enclosing shadow roots but stay inside <hnn-playground>.

/** Internal events stop here: this element dispatches only its documented events. */
const OUTERMOST = "hnn-playground";

const hostOf = (element: Element): Element | null => {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
};

/** Dispatches a bubbling event in each shadow root in turn. A composed event would leak into the host page. */
export function emit(from: Element, type: string, detail: unknown = null): void {
  for (let at: Element | null = from; at && at.localName !== OUTERMOST; at = hostOf(at)) {
    at.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}
