// Moves the focus as a press does, where the browser's own way of it has to be prevented.

/** Focuses what was pressed; null takes the focus off whatever has it. A frame then has it before its host. */
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
