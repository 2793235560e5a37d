// Loads modules of the page in Node.js, compiled by Vite, and sets the number of cases per property.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { type Plugin, runnerImport } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Lets the examples of docs/adding.md import as if they were in www/render/. */
const examples: Plugin = {
  name: "examples",
  resolveId(source, importer) {
    const folder = `${root}docs/examples/`;
    if (!importer?.startsWith(folder) || !source.startsWith(".")) return null;
    return this.resolve(join(dirname(importer.replace(folder, `${root}www/render/`)), source));
  },
};

/** `load<typeof import("../../www/experiment/experiment")>("www/experiment/experiment.ts")` */
export async function load<Module>(path: string): Promise<Module> {
  const { module } = await runnerImport<Module>(`${root}${path}`, {
    root,
    configFile: false,
    logLevel: "error",
    plugins: [examples],
  });
  return module;
}

// FUZZ_CASES runs that many random cases. Without it, the same thousand cases run every time.
const cases = Number(process.env.FUZZ_CASES ?? 1000);
fc.configureGlobal({ numRuns: cases, ...(process.env.FUZZ_CASES === undefined && { seed: 1 }) });
