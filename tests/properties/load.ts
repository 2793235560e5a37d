// Loads modules of the page in Node.js, compiled by Vite, and sets the number of cases per property.
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { runnerImport } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** `load<typeof import("../../www/experiment/experiment")>("www/experiment/experiment.ts")` */
export async function load<Module>(path: string): Promise<Module> {
  const { module } = await runnerImport<Module>(`${root}${path}`, {
    root,
    configFile: false,
    logLevel: "error",
  });
  return module;
}

// FUZZ_CASES runs that many random cases. Without it, the same thousand cases run every time.
const cases = Number(process.env.FUZZ_CASES ?? 1000);
fc.configureGlobal({ numRuns: cases, ...(process.env.FUZZ_CASES === undefined && { seed: 1 }) });
