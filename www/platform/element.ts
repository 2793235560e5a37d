// The element on a page of another origin: no worker can be made from a script there, but one from a blob may import it.
import portableUrl from "../../pkg/hnn_playground_bg.wasm?url";
import relaxedUrl from "../../pkg/hnn_playground_relaxed_bg.wasm?url";
import workerUrl from "../workers/worker.ts?worker&url";
import type { Platform } from "./contract";

/** Relative to this script, wherever it was loaded from. */
const absolute = (url: string) => new URL(url, import.meta.url).href;

const entry = `import ${JSON.stringify(absolute(workerUrl))};`;

/** In a sandboxed frame, which has no origin, browsers start a module worker from a data URL, but not from a blob. */
const trampoline =
  globalThis.origin === "null"
    ? `data:text/javascript,${encodeURIComponent(entry)}`
    : URL.createObjectURL(new Blob([entry], { type: "text/javascript" }));

/** The folder that hnn-playground.js is in; parts of it are in assets/. */
const folder = import.meta.url.replace(/(assets\/)?[^/]*$/, "");
const PUBLISHED = "element/";

const MODULES = { portable: portableUrl, relaxed: relaxedUrl };

export const platform: Platform = {
  moduleWorkers: true,
  opaqueOrigins: true,
  newWorker: (role) => new Worker(trampoline, { type: "module", name: role }),
  relaxed: true,
  fetchModule: (arithmetic) => fetch(absolute(MODULES[arithmetic])),
  ...(folder.endsWith(`/${PUBLISHED}`) && { site: folder.slice(0, -PUBLISHED.length) }),
  elementScript: `${folder}hnn-playground.js`,
};
