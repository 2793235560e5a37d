// The page's own keys: which of them a key press means, whatever the keyboard's layout, and whether it acts.

/** A key, as `KeyboardEvent.key` names it, and what it does. */
export interface Shortcut {
  key: string;
  label: string;
}

export interface Binding extends Shortcut {
  action(): void;
  /** Whether it acts again and again while the key is held. */
  repeats?: boolean;
}

/** Where keys lie that layouts without Latin letters use for other signs. */
const PLACES: Record<string, string> = { Period: ".", Slash: "?" };

const LATIN = /^([ -~]|\p{Script=Latin})$/u;
const FOREIGN = /^(\p{Letter}|؟|Process|Unidentified)$/u;

/** The sign that a key press means. Caps lock makes no difference; on other scripts the place of the key counts. */
export function signOf({ key, code }: KeyboardEvent): string {
  if (LATIN.test(key)) return key.toLowerCase();
  if (!FOREIGN.test(key)) return key;
  return /^Key[A-Z]$/.test(code) ? code.charAt(3).toLowerCase() : (PLACES[code] ?? key);
}

/** Controls in which one types, and lists, which go to what is typed. */
const TYPING =
  "textarea, select, [contenteditable], input:not([type=range], [type=checkbox], [type=radio], [type=file])";
/** Controls that answer to Space. One that has no use for it leaves it to the page. */
const SPACED = "button:not([data-space=page]), a, summary, [type=checkbox], [type=radio]";

/** Acts on the keys of `bindings`, as far as they are `allowed` now. */
export function followKeys(bindings: readonly Binding[], allowed: (key: string) => boolean): void {
  addEventListener("keydown", (event) => {
    const { defaultPrevented, isComposing, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
    if (defaultPrevented || isComposing || ctrlKey || metaKey || altKey) return;
    const sign = signOf(event);
    // With Shift, Space scrolls upwards, and a letter is another.
    if (shiftKey && /[a-z ]/.test(sign)) return;
    const binding = bindings.find(({ key }) => key === sign);
    if (!binding || !allowed(sign)) return;
    const [target] = event.composedPath();
    if (target instanceof Element && target.matches(sign === " " ? `${TYPING}, ${SPACED}` : TYPING)) return;
    event.preventDefault();
    if (!repeat || binding.repeats) binding.action();
  });
}
