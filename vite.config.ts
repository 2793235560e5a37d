// Builds the site: bundles index.html and bench.html into dist/, with relative URLs so that any sub-path works.
// HNN_PKG replaces pkg/ as the module's folder; `make dev` sets it.
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { compress } from "./bundle/compress.ts";
import { loosened, loosenedPage, otherModule } from "./bundle/dev.ts";
import { head } from "./bundle/head.ts";
import { minified } from "./bundle/minify.ts";
import { licenceTexts } from "./bundle/notices.ts";
import { offline } from "./bundle/offline.ts";
import { texts } from "./bundle/texts.ts";
import { unindent } from "./bundle/unindent.ts";

/** The page's Content-Security-Policy, read from the meta tag in index.html. */
function policy(): string {
  const html = readFileSync(new URL("index.html", import.meta.url), "utf8");
  const tag = html.match(/<meta\b[^>]*\bhttp-equiv="Content-Security-Policy"[^>]*>/i)?.[0];
  const content = tag?.match(/\bcontent="([^"]*)"/i)?.[1];
  if (content === undefined) throw new Error("index.html has no Content-Security-Policy meta tag");
  return content.replace(/\s+/g, " ").trim();
}

/** Copies files that the page links to into the output folder. */
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
const inWorkers = () => [...module(), minified()];

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
    minified(),
    offline(),
    compress(),
    unindent(),
    texts(),
    loosenedPage,
    ...module(),
  ],
  build: {
    outDir: "dist",
    rollupOptions: { input: ["index.html", "bench.html"] },
    // The policy forbids data: URLs, and a module inlined as base64 can't be compiled while streaming.
    assetsInlineLimit: 0,
    // Each worker contains its own copy of the glue code; they share one .wasm file.
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: "es", plugins: inWorkers },
  server: {
    headers: headers(loosened(policy())),
    watch: { ignored: ["**/target/**", "**/dist/**"] },
  },
  preview: { headers: headers(policy()) },
});
