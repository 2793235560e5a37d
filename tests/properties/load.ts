// Modules of the page that need no browser, run in Node.js as Vite compiles them; and how hard the properties are tried.
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

// As many cases of each property as FUZZ_CASES says, then other ones each time; else a thousand, always the same.
const cases = Number(process.env.FUZZ_CASES ?? 1000);
fc.configureGlobal({ numRuns: cases, ...(process.env.FUZZ_CASES === undefined && { seed: 1 }) });
