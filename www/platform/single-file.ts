// The single file, which may be opened from a disk: nothing can be fetched there, so worker and module are within.
import moduleGzip from "../../pkg/hnn_playground_bg.wasm?gzip";
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
  // A second module would double the file.
  relaxed: false,
  fetchModule: async () => unpacked(),
};
