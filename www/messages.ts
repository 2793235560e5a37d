// What the visitor is told: a few sentences, each once, until dismissed or mended.

export interface Message {
  id: number;
  text: string;
  /** Settings that it is about. */
  about: string[];
}

const SHOWN = 4;

export class Messages {
  list: readonly Message[] = [];
  private told = 0;

  tell(text: string, about: string[] = []): void {
    if (this.list.some((message) => message.text === text)) return;
    this.told += 1;
    this.list = [...this.list, { id: this.told, text, about }].slice(-SHOWN);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((message) => message.id !== id);
  }

  /** Forgets what was said of these settings, since they have been set anew. */
  mended(keys: string[]): void {
    this.list = this.list.filter(({ about }) => !about.some((key) => keys.includes(key)));
  }

  clear(): void {
    this.list = [];
  }
}
