// The site: workers and module are files next to the page.
import portableUrl from "../../pkg/hnn_playground_bg.wasm?url";
import formulasUrl from "../../pkg/hnn_playground_formulas_bg.wasm?url";
import formulasRelaxedUrl from "../../pkg/hnn_playground_formulas_relaxed_bg.wasm?url";
import relaxedUrl from "../../pkg/hnn_playground_relaxed_bg.wasm?url";
import type { Platform } from "./contract";

const MODULES = { portable: portableUrl, relaxed: relaxedUrl };
const WITH_FORMULAS = { portable: formulasUrl, relaxed: formulasRelaxedUrl };

export const platform: Platform = {
  moduleWorkers: true,
  opaqueOrigins: false,
  newWorker: (role) =>
    new Worker(new URL("../workers/worker.ts", import.meta.url), { type: "module", name: role }),
  relaxed: true,
  formulas: false,
  fetchModule: (arithmetic, formulas, signal) =>
    fetch((formulas ? WITH_FORMULAS : MODULES)[arithmetic], { signal }),
  async keepOffline(offer) {
    // After an update of the site, a page opened before may find this chunk missing.
    const offline = await import("./offline").catch(() => null);
    offline?.keepOffline(offer);
  },
};
