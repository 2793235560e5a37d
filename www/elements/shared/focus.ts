// Moves the focus on when the focused control is removed.

/** Frames to wait for the replacement control to appear and be enabled. */
const MAX_FRAMES = 60;

const focusLost = () => document.activeElement === null || document.activeElement === document.body;

/** Focuses the first match as soon as possible, if the focused element was just removed. */
export async function keepFocus(root: ParentNode, selector: string): Promise<void> {
  for (let frame = 0; frame < MAX_FRAMES && focusLost(); frame++) {
    root.querySelector<HTMLElement>(selector)?.focus();
    await new Promise(requestAnimationFrame);
  }
}
