// What differs between the three builds: how a worker is made, and where the module comes from. `#platform` is one of the others here.

/** What a worker does; its name says which. */
export type Role = "trainer" | "inspector" | "batch" | "renderer";

/** How the module multiplies and adds: rounded once where the processor can, which is quicker, or twice, which is the same everywhere. */
export type Arithmetic = "relaxed" | "portable";

export interface Platform {
  /** Whether its workers are modules, which not every browser knows. */
  moduleWorkers: boolean;
  /** Whether its workers start in a document without an origin, such as a sandboxed frame. */
  opaqueOrigins: boolean;
  newWorker(role: Role): Worker;
  /** Whether it has the module with relaxed SIMD, too. */
  relaxed: boolean;
  /** The numerics, as the answer of a server or one that looks like it; rejects if there is none. */
  fetchModule(arithmetic: Arithmetic): Promise<Response>;
  /** Where the site may be that the element was published with. */
  site?: string;
  /** The element's script, unless it lies where the site has it. */
  elementScript?: string;
  /** Where the page can be had without a network from the next visit on: sees to it, and says when a newer version is there. */
  keepOffline?(offer: (reload: () => void) => void): Promise<void>;
}
