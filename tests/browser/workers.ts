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

/** Overwrites all pointers in a worker's memory, so that the next call traps. */
export async function trap(page: Page, name: string): Promise<void> {
  for (const worker of page.workers()) {
    const trapped = await worker.evaluate((name) => {
      if (self.name !== name) return false;
      const { instance } = self as unknown as Instance;
      const words = new Uint32Array(instance.exports.memory.buffer);
      words.forEach((word, i) => {
        if (word !== 0) words[i] = 0xffff_ffff;
      });
      return true;
    }, name);
    if (trapped) return;
  }
  throw new Error(`The page has no ${name}.`);
}
