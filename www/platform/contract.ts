// The interface to the builds (site, element, single file), which differ in how they start workers and load the module. `#platform`
// resolves to the build's implementation.

/** A worker's role, which is also its name. */
export type Role = "trainer" | "inspector" | "batch" | "renderer";

/** `relaxed` fuses multiply and add where the processor can, which is faster; `portable` rounds twice, the same everywhere. */
export type Arithmetic = "relaxed" | "portable";

export interface Platform {
  /** Whether workers are ES modules, which old browsers don't support. */
  moduleWorkers: boolean;
  /** Whether workers start in a document without an origin, such as a sandboxed frame. */
  opaqueOrigins: boolean;
  newWorker(role: Role): Worker;
  /** Whether the build includes the relaxed SIMD module. */
  relaxed: boolean;
  /** Whether every module reads formulas. Otherwise there is a smaller one without, which loads first. */
  formulas: boolean;
  /** The WASM module as an HTTP response, real or constructed. Rejects if it can't be fetched, or once `signal` aborts. */
  fetchModule(arithmetic: Arithmetic, formulas: boolean, signal: AbortSignal): Promise<Response>;
  /** The URL where the element's site may be published. */
  site?: string;
  /** The URL of the element's script, if it isn't at the site's usual place. */
  elementScript?: string;
  /** Caches the page for offline use, and calls `offer` when a newer version is available. */
  keepOffline?(offer: (reload: () => void) => void): Promise<void>;
}
