// Takes out of the catalog what the first frame doesn't need: texts, which `catalog.json?texts` has (3 kB compressed), and what the page
// never reads (`Catalog` in www/experiment/catalog.ts).
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import type { Catalog } from "../pkg/hnn_playground";
import { textOwners } from "../www/experiment/text-owners.ts";

const CATALOG = /catalog\.json(\?texts)?$/;

export function texts(): Plugin {
  return {
    name: "texts",
    enforce: "pre",
    load(id) {
      const [, asked] = id.match(CATALOG) ?? [];
      if (!CATALOG.test(id)) return null;
      const { integrators, ...catalog }: Catalog = JSON.parse(readFileSync(id.replace(/\?.*/, ""), "utf8"));
      const owners = textOwners(catalog);
      if (asked) return `export default ${JSON.stringify(owners.map(([owner, name]) => owner[name]))}`;
      for (const [owner, name] of owners) Reflect.deleteProperty(owner, name);
      const learners = catalog.learners.map(({ help, ...learner }) => learner);
      return JSON.stringify({ ...catalog, learners });
    },
  };
}
