// Stores JSON in localStorage under one prefix. Storage may be full, blocked or corrupt; nothing here throws.

const PREFIX = "hnn-playground.";

/** The stored value, or null. An older version of the page may have written it, so callers must validate it. */
export function load(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
  } catch {
    return null;
  }
}

/** Stores a value; returns whether that worked. */
export function save(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Removes a value; returns whether that worked. */
export function remove(key: string): boolean {
  try {
    localStorage.removeItem(PREFIX + key);
    return true;
  } catch {
    return false;
  }
}

/** Calls `changed` when another tab changes the value under `key`. */
export function watch(key: string, changed: () => void): void {
  addEventListener("storage", (event) => {
    if (event.key === PREFIX + key) changed();
  });
}

/** Message for a failed save. `what` is the subject, in the plural: "The pinned runs". */
export const saveFailed = (what: string): string =>
  `${what} could not be saved: this browser’s storage is full or blocked. They last until you close this page.`;
