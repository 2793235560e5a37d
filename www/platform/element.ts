// The element on a page of another origin. Workers can't load a script from another origin, but a blob worker can import one.
import portableUrl from "../../pkg/hnn_playground_bg.wasm?url";
import formulasUrl from "../../pkg/hnn_playground_formulas_bg.wasm?url";
import formulasRelaxedUrl from "../../pkg/hnn_playground_formulas_relaxed_bg.wasm?url";
import relaxedUrl from "../../pkg/hnn_playground_relaxed_bg.wasm?url";
import workerUrl from "../workers/worker.ts?worker&url";
import type { Platform } from "./contract";

/** Resolves relative to this script, wherever it was loaded from. */
const absolute = (url: string) => new URL(url, import.meta.url).href;

const entry = `import ${JSON.stringify(absolute(workerUrl))};`;

/** Sandboxed frames have no origin; browsers start a module worker there from a data URL, but not from a blob. */
const trampoline =
  globalThis.origin === "null"
    ? `data:text/javascript,${encodeURIComponent(entry)}`
    : URL.createObjectURL(new Blob([entry], { type: "text/javascript" }));

/** The folder of hnn-playground.js. Its chunks are in assets/. */
const folder = import.meta.url.replace(/(assets\/)?[^/]*$/, "");
const PUBLISHED = "element/";

const MODULES = { portable: portableUrl, relaxed: relaxedUrl };
const WITH_FORMULAS = { portable: formulasUrl, relaxed: formulasRelaxedUrl };

export const platform: Platform = {
  moduleWorkers: true,
  opaqueOrigins: true,
  newWorker: (role) => new Worker(trampoline, { type: "module", name: role }),
  relaxed: true,
  formulas: false,
  fetchModule: (arithmetic, formulas, signal) =>
    fetch(absolute((formulas ? WITH_FORMULAS : MODULES)[arithmetic]), { signal }),
  ...(folder.endsWith(`/${PUBLISHED}`) && { site: folder.slice(0, -PUBLISHED.length) }),
  elementScript: `${folder}hnn-playground.js`,
};
