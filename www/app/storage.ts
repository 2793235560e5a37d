// What the browser keeps for this page from visit to visit: JSON under one prefix. It may be full, denied or spoilt; nothing here throws.

const PREFIX = "hnn-playground.";

/** What was kept under `key`, or null. Whoever kept it may have been an older page: check what comes. */
export function recall(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
  } catch {
    return null;
  }
}

/** Keeps a value; returns whether that worked. */
export function remember(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Lets go of a value; returns whether that worked. */
export function forget(key: string): boolean {
  try {
    localStorage.removeItem(PREFIX + key);
    return true;
  } catch {
    return false;
  }
}

/** Calls `changed` when another page of this browser has kept something else under `key`. */
export function watch(key: string, changed: () => void): void {
  addEventListener("storage", (event) => {
    if (event.key === PREFIX + key) changed();
  });
}

/** What to tell a visitor who wanted something kept. `what` begins the sentence: "The pinned runs". */
export const notKept = (what: string): string =>
  `${what} could not be saved: this browser’s storage is full or closed to this page. Until the page is closed, nothing is lost.`;
