// Messages to the visitor: each is shown once, until it is dismissed or resolved.

export interface Message {
  id: number;
  text: string;
  /** Keys of the settings it concerns, or BROWSER, or UNDO. */
  about: string[];
  action: Action | null;
}

export interface Action {
  label: string;
  act(): void;
}

const MAX_MESSAGES = 4;

/** Marks the offer to bring back a discarded run. */
export const UNDO = "undo";

/** Marks messages about the browser, which stay when the experiment changes. */
export const BROWSER = "browser";

export class Messages {
  list: readonly Message[] = [];
  private lastId = 0;

  add(text: string, about: string[] = [], action: Action | null = null): void {
    if (this.list.some((message) => message.text === text)) return;
    this.lastId += 1;
    this.list = [...this.list, { id: this.lastId, text, about, action }].slice(-MAX_MESSAGES);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((message) => message.id !== id);
  }

  /** Removes the messages about these settings, because they have new values. */
  resolved(keys: string[]): void {
    this.list = this.list.filter(({ about }) => !about.some((key) => keys.includes(key)));
  }

  /** Removes the messages about the experiment. Messages about the browser and offers stay. */
  clear(): void {
    this.list = this.list.filter(({ about, action }) => about.includes(BROWSER) || action !== null);
  }
}
