// The site: index.html, bench.html and what they import, bundled into dist/ with relative URLs so that any sub-path works.
// HNN_PKG names another folder than pkg/ for the module, as `make dev` does.
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { compress } from "./bundle/compress.ts";
import { loosened, loosenedPage, otherModule } from "./bundle/dev.ts";
import { head } from "./bundle/head.ts";
import { licenceTexts } from "./bundle/notices.ts";
import { offline } from "./bundle/offline.ts";

/** The page's Content-Security-Policy, from the one place where it is written: the meta tag in index.html. */
function policy(): string {
  const html = readFileSync(new URL("index.html", import.meta.url), "utf8");
  const tag = html.match(/<meta\b[^>]*\bhttp-equiv="Content-Security-Policy"[^>]*>/i)?.[0];
  const content = tag?.match(/\bcontent="([^"]*)"/i)?.[1];
  if (content === undefined) throw new Error("index.html has no Content-Security-Policy meta tag");
  return content.replace(/\s+/g, " ").trim();
}

/** Files of the repository that the page links to, beside it. */
function beside(...names: string[]): Plugin {
  return {
    name: "beside",
    generateBundle() {
      for (const fileName of names) {
        this.emitFile({ type: "asset", fileName, source: readFileSync(new URL(fileName, import.meta.url)) });
      }
    },
  };
}

const module = () => (process.env.HNN_PKG ? [otherModule(process.env.HNN_PKG)] : []);

const headers = (policy: string) => ({
  "Content-Security-Policy": policy,
  "X-Content-Type-Options": "nosniff",
});

export default defineConfig({
  base: "./",
  plugins: [
    head(),
    beside("README.md", "LICENSE-MIT", "LICENSE-APACHE"),
    licenceTexts(),
    offline(),
    compress(),
    loosenedPage,
    ...module(),
  ],
  build: {
    outDir: "dist",
    rollupOptions: { input: ["index.html", "bench.html"] },
    // The policy allows no data: URLs, and a module inlined as base64 cannot be compiled while it streams.
    assetsInlineLimit: 0,
    // Each worker carries its own copy of the glue; the WASM beside them is one file.
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: "es", plugins: module },
  server: {
    headers: headers(loosened(policy())),
    watch: { ignored: ["**/target/**", "**/dist/**"] },
  },
  preview: { headers: headers(policy()) },
});
