// What the visitor is told: a few sentences, each once, until dismissed or mended.

export interface Message {
  id: number;
  text: string;
  /** Settings that it is about, or the browser. */
  about: string[];
  /** What the visitor may do about it. */
  action: Action | null;
}

export interface Action {
  label: string;
  act(): void;
}

const SHOWN = 4;

/** About a run that can be brought back. */
export const UNDO = "undo";

/** What is said about the browser outlasts the experiment. */
export const BROWSER = "browser";

export class Messages {
  list: readonly Message[] = [];
  private told = 0;

  add(text: string, about: string[] = [], action: Action | null = null): void {
    if (this.list.some((message) => message.text === text)) return;
    this.told += 1;
    this.list = [...this.list, { id: this.told, text, about, action }].slice(-SHOWN);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((message) => message.id !== id);
  }

  /** Forgets what was said of these settings, since they have been set anew. */
  resolved(keys: string[]): void {
    this.list = this.list.filter(({ about }) => !about.some((key) => keys.includes(key)));
  }

  /** Forgets what was said of the experiment; an offer stays. */
  clear(): void {
    this.list = this.list.filter(({ about, action }) => about.includes(BROWSER) || action !== null);
  }
}
