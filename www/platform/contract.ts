// What differs between the three builds: how a worker is made, and where the module comes from. `#platform` is one of the others here.
import type { Role } from "../worker";

export interface Platform {
  newWorker(role: Role): Worker;
  /** The numerics, as the answer of a server or one that looks like it; rejects if there is none. */
  fetchModule(): Promise<Response>;
}
