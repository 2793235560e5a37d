// `import bytes from "./file?gzip"` embeds the file, compressed, as a base64 string.
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
