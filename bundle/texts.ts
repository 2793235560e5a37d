// Takes out of the catalog what the first frame doesn't need: texts, which `catalog.json?texts` has (3 kB compressed), and what the page
// doesn't read, because the settings have it as well.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import type { Catalog } from "../pkg/hnn_playground";
import { withHelp } from "../www/experiment/with-help.ts";

const CATALOG = /catalog\.json(\?texts)?$/;

export function texts(): Plugin {
  return {
    name: "texts",
    enforce: "pre",
    load(id) {
      const [, asked] = id.match(CATALOG) ?? [];
      if (!CATALOG.test(id)) return null;
      const catalog: Catalog = JSON.parse(readFileSync(id.replace(/\?.*/, ""), "utf8"));
      const parts = withHelp(catalog);
      if (asked) return `export default ${JSON.stringify(parts.map(([part, name]) => part[name]))}`;
      for (const [part, name] of parts) Reflect.deleteProperty(part, name);
      const learners = catalog.learners.map(({ help, ...learner }) => learner);
      return JSON.stringify({ ...catalog, learners, integrators: undefined });
    },
  };
}
