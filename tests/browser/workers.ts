// Hands on the page's workers: to lose them, to silence them, to reach into their instances.
import type { Page } from "@playwright/test";

/** What a worker knows whose instance is exposed. */
export interface Instance {
  instance: { exports: { memory: WebAssembly.Memory } };
}

type Kept = Window & { workers: [name: string, worker: Worker][] };

/** Keeps the page's workers at hand, newest last. To be called before the page is opened. */
export const keepWorkers = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const Native = window.Worker;
    const workers: Kept["workers"] = [];
    Object.assign(window, { workers });
    window.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push([options?.name ?? "", this]);
      }
    };
  });

/** How many workers of that name the page has made. */
export const made = (page: Page, name: string): Promise<number> =>
  page.evaluate((name) => (window as unknown as Kept).workers.filter(([each]) => each === name).length, name);

/** The newest worker of that name reports an error, as one whose script fails does. */
export const breakWorker = (page: Page, name: string): Promise<void> =>
  page.evaluate((name) => {
    const [, worker] = (window as unknown as Kept).workers.findLast(([each]) => each === name) ?? [];
    worker?.dispatchEvent(new ErrorEvent("error", { message: "unreachable" }));
  }, name);

/** The newest worker of that name is killed, and nobody is told: it never answers again. */
export const killSilently = (page: Page, name: string): Promise<void> =>
  page.evaluate((name) => {
    const [, worker] = (window as unknown as Kept).workers.findLast(([each]) => each === name) ?? [];
    worker?.terminate();
  }, name);

/** Puts `source` before the script of each worker of those names, as long as `active` says so. */
export const before = (page: Page, names: string[], source: string, active = () => true): Promise<unknown> =>
  page.route("**/worker-*.js", async (route) => {
    if (!active()) return route.continue();
    const response = await route.fetch();
    const body = `if (${JSON.stringify(names)}.includes(self.name)) { ${source} }\n${await response.text()}`;
    await route.fulfill({ contentType: "text/javascript", body });
  });

/** Makes the instances of the workers of those names reachable, as `self.instance`. */
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

/** Every pointer in the memory of one such worker leads nowhere: the next call into it traps. */
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
