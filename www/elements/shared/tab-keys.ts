// Keyboard navigation of tabs, per the ARIA practices: arrows wrap around, Home and End go to the ends.

/** The tab that a key selects; undefined for other keys. */
export function tabAfter<Id extends string>(event: KeyboardEvent, ids: readonly Id[]): Id | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  // Start from the focused tab: the selected one renders a frame later, and keys may come faster.
  const at = ids.indexOf((event.target as HTMLElement).id as Id);
  const last = ids.length - 1;
  const target = {
    ArrowLeft: at > 0 ? at - 1 : last,
    ArrowRight: at < last ? at + 1 : 0,
    Home: 0,
    End: last,
  }[event.key];
  if (target === undefined) return undefined;
  event.preventDefault();
  return ids[target];
}
