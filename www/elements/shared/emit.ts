// Internal events: they bubble through all enclosing shadow roots but stay inside <hnn-playground>.

/** Internal events stop here: this element dispatches only its documented events. */
const OUTERMOST = "hnn-playground";

const hostOf = (element: Element): Element | null => {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
};

/**
 * Dispatches a bubbling event in each shadow root in turn; returns false if a listener prevented it. A composed event would leak
 * into the host page.
 */
export function emit(from: Element, type: string, detail: unknown = null): boolean {
  let accepted = true;
  for (let at: Element | null = from; at && at.localName !== OUTERMOST; at = hostOf(at)) {
    accepted =
      at.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, cancelable: true })) && accepted;
  }
  return accepted;
}
