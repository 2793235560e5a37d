// Keyboard shortcuts, independent of the keyboard layout, and when they apply.

/** A key, as in `KeyboardEvent.key`, and a description of its action. */
export interface Shortcut {
  key: string;
  label: string;
}

export interface Binding extends Shortcut {
  action(): void;
  /** Whether holding the key repeats the action. */
  repeats?: boolean;
}

/** US-layout signs by key position, for layouts without Latin letters. */
const SIGNS_BY_CODE: Record<string, string> = { Period: ".", Slash: "?" };

const LATIN = /^([ -~]|\p{Script=Latin})$/u;
const FOREIGN = /^(\p{Letter}|؟|Process|Unidentified)$/u;

/** The shortcut sign of a key press. Ignores Caps Lock; in non-Latin scripts, the key's position counts. */
export function signOf({ key, code }: KeyboardEvent): string {
  if (LATIN.test(key)) return key.toLowerCase();
  if (!FOREIGN.test(key)) return key;
  return /^Key[A-Z]$/.test(code) ? code.charAt(3).toLowerCase() : (SIGNS_BY_CODE[code] ?? key);
}

/** Controls that take typed characters, including lists, which jump to the typed option. */
const TYPING =
  "textarea, select, [contenteditable], input:not([type=range], [type=checkbox], [type=radio], [type=file])";
/** Controls that handle Space, unless they leave it to the page. */
const USES_SPACE = "button:not([data-space=page]), a, summary, [type=checkbox], [type=radio]";

/** Runs the bindings' actions on key presses that `allowed` accepts. */
export function followKeys(bindings: readonly Binding[], allowed: (key: string) => boolean): void {
  addEventListener("keydown", (event) => {
    const { defaultPrevented, isComposing, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
    if (defaultPrevented || isComposing || ctrlKey || metaKey || altKey) return;
    const sign = signOf(event);
    // Shift+Space scrolls up, and Shift with a letter is a different key.
    if (shiftKey && /[a-z ]/.test(sign)) return;
    const binding = bindings.find(({ key }) => key === sign);
    if (!binding || !allowed(sign)) return;
    const [target] = event.composedPath();
    if (target instanceof Element && target.matches(sign === " " ? `${TYPING}, ${USES_SPACE}` : TYPING))
      return;
    event.preventDefault();
    if (!repeat || binding.repeats) binding.action();
  });
}
