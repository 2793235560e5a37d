// Takes the help texts out of the catalog, because the first frame doesn't need them: `catalog.json?texts` has them (1 kB compressed).
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
      if (asked) return `export default ${JSON.stringify(parts.map(({ help }) => help))}`;
      for (const part of parts) part.help = "";
      return JSON.stringify(catalog);
    },
  };
}
