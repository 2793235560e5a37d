// The site: workers and module are files next to the page.
import portableUrl from "../../pkg/hnn_playground_bg.wasm?url";
import relaxedUrl from "../../pkg/hnn_playground_relaxed_bg.wasm?url";
import type { Platform } from "./contract";

const MODULES = { portable: portableUrl, relaxed: relaxedUrl };

export const platform: Platform = {
  moduleWorkers: true,
  opaqueOrigins: false,
  newWorker: (role) =>
    new Worker(new URL("../workers/worker.ts", import.meta.url), { type: "module", name: role }),
  relaxed: true,
  fetchModule: (arithmetic, signal) => fetch(MODULES[arithmetic], { signal }),
  async keepOffline(offer) {
    // After an update of the site, a page opened before may find this chunk missing.
    const offline = await import("./offline").catch(() => null);
    offline?.keepOffline(offer);
  },
};
