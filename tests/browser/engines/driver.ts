// A minimal driver interface for any engine, with only what the core browser tests need.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A position in the window, in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

export const WINDOW = { width: 1440, height: 900 };

export interface Driver {
  /** The browser's version string. */
  readonly version: string;
  /** The folder for downloads. */
  readonly downloads: string;
  open(url: string): Promise<void>;
  /** Runs a function in the page. Arguments and result are transferred as JSON. */
  evaluate<Args extends unknown[], Result>(
    body: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** Uses the browser's real pointer: presses at the first point, moves through the others, releases at the last. */
  drag(...points: Point[]): Promise<void>;
  /** Errors of the page and the browser since the page was opened. */
  pageErrors(): Promise<string[]>;
  /** A PNG screenshot of the window. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Wraps a function as source code from JSON arguments to a JSON result, for text protocols. */
export const asText = (body: (...args: never[]) => unknown): string =>
  `async (json) => JSON.stringify([await (${body})(...JSON.parse(json))])`;

export const fromText = <Result>(json: string): Result => JSON.parse(json)[0] as Result;

/** A drag in the action format common to WebDriver and WebDriver BiDi. */
export function dragActions([first, ...others]: Point[]): unknown[] {
  if (!first) throw new Error("A drag needs a point to begin at.");
  const move = ({ x, y }: Point) => ({
    type: "pointerMove",
    x: Math.round(x),
    y: Math.round(y),
    duration: 20,
    origin: "viewport",
  });
  const press = { type: "pointerDown", button: 0 };
  const release = { type: "pointerUp", button: 0 };
  return [
    {
      type: "pointer",
      id: "mouse",
      parameters: { pointerType: "mouse" },
      actions: [move(first), press, ...others.map(move), release],
    },
  ];
}

/**
 * Waits for an element, found by role and the start of its name, inside shadow trees too. Returns its centre.
 */
export function centreOf(driver: Driver, role: string, name: string): Promise<Point> {
  return eventually(`a ${role} whose name begins with “${name}”`, () => found(driver, role, name), 20_000);
}

const found = (driver: Driver, role: string, name: string): Promise<Point | null> =>
  driver.evaluate(
    (role, name) => {
      const tags: Record<string, string> = { BUTTON: "button", A: "link", SELECT: "combobox" };
      const everything = (root: ParentNode): Element[] =>
        [...root.querySelectorAll("*")].flatMap((each) => [
          each,
          ...(each.shadowRoot ? everything(each.shadowRoot) : []),
        ]);
      const found = everything(document).find((each) => {
        const label = each.getAttribute("aria-label") ?? each.textContent ?? "";
        const roleOf = each.getAttribute("role") ?? tags[each.tagName];
        return roleOf === role && label.trim().startsWith(name) && each.getClientRects().length > 0;
      });
      if (!found) return null;
      found.scrollIntoView({ block: "nearest" });
      const box = found.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    },
    role,
    name,
  );

export async function click(driver: Driver, role: string, name: string): Promise<void> {
  await driver.drag(await centreOf(driver, role, name));
}

/** Waits until `ask` returns something other than null or false. */
export async function eventually<Result>(
  what: string,
  ask: () => Promise<Result | null | false>,
  timeout = 60_000,
): Promise<Result> {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The file downloaded during `action`. */
export async function download(
  driver: Driver,
  action: () => Promise<void>,
): Promise<{ name: string; content: Buffer }> {
  const files = () => (existsSync(driver.downloads) ? readdirSync(driver.downloads) : []);
  const before = new Set(files());
  await action();
  let size = -1;
  return eventually("a download", async () => {
    const fresh = files().filter((name) => !before.has(name));
    const name = fresh[0];
    // Incomplete downloads have extra files or extensions, and still grow.
    if (fresh.length !== 1 || !name || /\.(part|crdownload|wkdownload|tmp)$/.test(name)) return null;
    const content = readFileSync(join(driver.downloads, name));
    if (content.length !== size || size === 0) {
      size = content.length;
      return null;
    }
    return { name, content };
  });
}
