// The single file, which may be opened from disk. Nothing can be fetched there, so the worker and the module are embedded.
import moduleGzip from "../../pkg/hnn_playground_formulas_bg.wasm?gzip";
import InlineWorker from "../workers/worker.ts?worker&inline";
import type { Platform } from "./contract";

function unpacked(): Response {
  const bytes = Uint8Array.from(atob(moduleGzip), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
}

export const platform: Platform = {
  moduleWorkers: false,
  opaqueOrigins: true,
  newWorker: (role) => new InlineWorker({ name: role }),
  // A second module would double the file's size.
  relaxed: false,
  formulas: true,
  fetchModule: async () => unpacked(),
};
