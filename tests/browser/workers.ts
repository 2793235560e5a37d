// Manipulates the page's workers: makes them fail or fall silent, and accesses their WebAssembly instances.
import type { Page } from "@playwright/test";

/** The globals of a worker whose instance is exposed. */
export interface Instance {
  instance: { exports: { memory: WebAssembly.Memory } };
}

type Instrumented = Window & { workers: [name: string, worker: Worker][] };

/** Records the page's workers, newest last. Call it before opening the page. */
export const keepWorkers = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const Native = window.Worker;
    const workers: Instrumented["workers"] = [];
    Object.assign(window, { workers });
    window.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push([options?.name ?? "", this]);
      }
    };
  });

/** Counts the inspectors' unanswered calls, newest inspector last. Call it before opening the page. */
export const countCalls = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const Native = window.Worker;
    const unanswered: number[] = [];
    Object.assign(window, { unanswered });
    window.Worker = class extends Native {
      private readonly at: number = -1;

      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name !== "inspector") return;
        this.at = unanswered.push(0) - 1;
        this.addEventListener("message", () => {
          unanswered[this.at] = (unanswered[this.at] ?? 0) - 1;
        });
      }

      override postMessage(message: unknown, transfer?: unknown): void {
        if (this.at >= 0) unanswered[this.at] = (unanswered[this.at] ?? 0) + 1;
        super.postMessage(message, transfer as Transferable[]);
      }
    };
  });

/** Unanswered calls by inspector. */
export const unansweredCalls = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { unanswered: number[] }).unanswered);

/** Number of workers with this name created so far. */
export const made = (page: Page, name: string): Promise<number> =>
  page.evaluate(
    (name) => (window as unknown as Instrumented).workers.filter(([each]) => each === name).length,
    name,
  );

/** Makes the newest worker with this name report an error, as if its script had failed. */
export const breakWorker = (page: Page, name: string): Promise<void> =>
  page.evaluate((name) => {
    const [, worker] = (window as unknown as Instrumented).workers.findLast(([each]) => each === name) ?? [];
    worker?.dispatchEvent(new ErrorEvent("error", { message: "unreachable" }));
  }, name);

/** Terminates the newest worker with this name without notice: it never answers again. */
export const killSilently = (page: Page, name: string): Promise<void> =>
  page.evaluate((name) => {
    const [, worker] = (window as unknown as Instrumented).workers.findLast(([each]) => each === name) ?? [];
    worker?.terminate();
  }, name);

/** Inserts `source` before the script of workers with these names, while `active` returns true. */
export const before = (page: Page, names: string[], source: string, active = () => true): Promise<unknown> =>
  page.route("**/worker-*.js", async (route) => {
    if (!active()) return route.continue();
    const response = await route.fetch();
    const body = `if (${JSON.stringify(names)}.includes(self.name)) { ${source} }\n${await response.text()}`;
    await route.fulfill({ contentType: "text/javascript", body });
  });

/** Exposes the instances of workers with these names as `self.instance`. */
export const exposeInstances = (page: Page, ...names: string[]): Promise<unknown> =>
  before(
    page,
    names,
    `const { instantiate } = WebAssembly;
     WebAssembly.instantiate = async (...source) => {
       const result = await instantiate(...source);
       self.instance = result.instance ?? result;
       return result;
     };`,
  );

/** Exposes the page's own instance as `self.instance`. Call it before opening the page. */
export const exposeOwnInstance = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const { instantiate } = WebAssembly;
    const exposed = async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
      const instance = await instantiate(module, imports);
      Object.assign(self, { instance });
      return instance;
    };
    Object.assign(WebAssembly, { instantiate: exposed });
  });

/** Overwrites all pointers in the memory of the page or worker with this name, so that the next call traps. */
const overwrite = (name: string): boolean => {
  if (self.name !== name) return false;
  const { instance } = self as unknown as Instance;
  const words = new Uint32Array(instance.exports.memory.buffer);
  words.forEach((word, i) => {
    if (word !== 0) words[i] = 0xffff_ffff;
  });
  return true;
};

/** Makes the next call of the page's own instance trap. */
export const trapOwn = (page: Page): Promise<unknown> => page.evaluate(overwrite, "");

/** Makes the next call of a worker trap. */
export async function trap(page: Page, name: string): Promise<void> {
  for (const worker of page.workers()) if (await worker.evaluate(overwrite, name)) return;
  throw new Error(`The page has no ${name}.`);
}
