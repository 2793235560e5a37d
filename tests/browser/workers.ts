// Hands on the page's workers: to lose them, to silence them, to reach into their instances.
import type { Page } from "@playwright/test";

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

/** Puts `source` before the script of each worker of that kind, as long as `active` says so. */
export const before = (page: Page, kind: string, source: string, active = () => true): Promise<unknown> =>
  page.route(`**/${kind}-*.js`, async (route) => {
    if (!active()) return route.continue();
    const response = await route.fetch();
    await route.fulfill({ contentType: "text/javascript", body: source + (await response.text()) });
  });

/** Makes the instances of a kind of worker reachable for `trap`. */
export const exposeInstances = (page: Page, kind: string): Promise<unknown> =>
  before(
    page,
    kind,
    `const { instantiate } = WebAssembly;
     WebAssembly.instantiate = async (...source) => {
       const result = await instantiate(...source);
       self.instance = result.instance ?? result;
       return result;
     };`,
  );

/** Every pointer in the memory of one such worker leads nowhere: the next call into it traps. */
export async function trap(page: Page, kind: string): Promise<void> {
  const worker = page.workers().find((each) => each.url().includes(`/${kind}-`));
  if (!worker) throw new Error(`The page has no ${kind}.`);
  await worker.evaluate(() => {
    const { instance } = self as unknown as { instance: { exports: { memory: WebAssembly.Memory } } };
    const words = new Uint32Array(instance.exports.memory.buffer);
    words.forEach((word, i) => {
      if (word !== 0) words[i] = 0xffff_ffff;
    });
  });
}
