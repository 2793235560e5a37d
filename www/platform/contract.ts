// What differs between the three builds: how a worker is made, and where the module comes from. `#platform` is one of the others here.
import type { Arithmetic } from "./arithmetic";
import type { Role } from "../workers/entry";

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
