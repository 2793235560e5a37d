// `import bytes from "./file?gzip"`: a file compressed within a script, as base64.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const QUERY = "?gzip";

export const gzip = (): Plugin => ({
  name: "gzip",
  enforce: "pre",
  load(id) {
    if (!id.endsWith(QUERY)) return null;
    const file = id.slice(0, -QUERY.length);
    this.addWatchFile(file);
    const base64 = gzipSync(readFileSync(file), { level: 9 }).toString("base64");
    return { code: `export default ${JSON.stringify(base64)};`, moduleType: "js" };
  },
});
