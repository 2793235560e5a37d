// The keys of a row of tabs, after the ARIA practices: arrows to the neighbours, Home and End to the ends.

/** The tab that a key leads to; undefined if it leads to none. */
export function tabAfter<Id extends string>(event: KeyboardEvent, ids: readonly Id[]): Id | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  // From the tab that has the focus: what is chosen is rendered a frame later, and keys may come faster.
  const at = ids.indexOf((event.target as HTMLElement).id as Id);
  const last = ids.length - 1;
  const goal = {
    ArrowLeft: at > 0 ? at - 1 : last,
    ArrowRight: at < last ? at + 1 : 0,
    Home: 0,
    End: last,
  }[event.key];
  if (goal === undefined) return undefined;
  event.preventDefault();
  return ids[goal];
}
