// What a held key repeats, and what it does not.

/** Enter, held on a button, presses it again and again. That is of use where `data-repeats` says so: for small steps. */
export function pressOnce(event: KeyboardEvent): void {
  const [target] = event.composedPath();
  if (event.key !== "Enter" || !event.repeat || !(target instanceof HTMLButtonElement)) return;
  if (!("repeats" in target.dataset)) event.preventDefault();
}
