// Moves the focus on a press whose default action is prevented.

/** Focuses `element`, or blurs the focused element if null. Inside a frame, focuses the frame first. */
export function focusPressed(element: HTMLElement | null): void {
  window.focus();
  if (element) {
    element.focus({ preventScroll: true });
    return;
  }
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (active instanceof HTMLElement) active.blur();
}
