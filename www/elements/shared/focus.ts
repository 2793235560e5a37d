// Where the keyboard goes when the control that had it is no longer there.

/** Frames within which the control that takes over must have come, and be enabled. */
const PATIENCE = 60;

const lost = () => document.activeElement === null || document.activeElement === document.body;

/** Focuses the first match as soon as it can be, if whatever had the focus has just been taken off the page. */
export async function keepFocus(root: ParentNode, selector: string): Promise<void> {
  for (let frame = 0; frame < PATIENCE && lost(); frame++) {
    root.querySelector<HTMLElement>(selector)?.focus();
    await new Promise(requestAnimationFrame);
  }
}
