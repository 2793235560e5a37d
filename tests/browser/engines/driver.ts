// One small way to drive any engine: what the core of the browser tests needs, and no more.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A place in the window, in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

export const WINDOW = { width: 1440, height: 900 };

export interface Driver {
  /** As the browser says it. */
  readonly version: string;
  /** The folder in which files arrive that the page hands over. */
  readonly downloads: string;
  open(url: string): Promise<void>;
  /** Runs a function of the test in the page; arguments and result travel as JSON. */
  evaluate<Args extends unknown[], Result>(
    body: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** The browser's own pointer: presses at the first point, passes the others, lets go at the last. */
  drag(...points: Point[]): Promise<void>;
  /** What the page and the browser complained of since the last opening. */
  complaints(): Promise<string[]>;
  /** A picture of the window, PNG. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Source of a function from JSON arguments to a JSON result, for protocols that carry text. */
export const asText = (body: (...args: never[]) => unknown): string =>
  `async (json) => JSON.stringify([await (${body})(...JSON.parse(json))])`;

export const fromText = <Result>(json: string): Result => JSON.parse(json)[0] as Result;

/** A drag as the WebDriver standards, old and new, write it. */
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
 * Where the middle of an element is, as soon as there is one; found in the page by its role and by how its name begins, shadow
 * trees included.
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

/** Waits until `ask` gives something else than null or false. */
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

/** The file that arrives while `action` makes the page hand one over. */
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
    // Unfinished files have companions or endings of their own, and grow.
    if (fresh.length !== 1 || !name || /\.(part|crdownload|wkdownload|tmp)$/.test(name)) return null;
    const content = readFileSync(join(driver.downloads, name));
    if (content.length !== size || size === 0) {
      size = content.length;
      return null;
    }
    return { name, content };
  });
}
