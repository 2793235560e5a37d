// Suppresses key repeat on buttons.

/** Holding Enter would click a button repeatedly. Only buttons with `data-repeats`, for small steps, allow that. */
export function pressOnce(event: KeyboardEvent): void {
  const [target] = event.composedPath();
  if (event.key !== "Enter" || !event.repeat || !(target instanceof HTMLButtonElement)) return;
  if (!("repeats" in target.dataset)) event.preventDefault();
}
