// Builds the element for other pages: hnn-playground.js and the files that it loads.
import { defaultClientConditions, defineConfig } from "vite";
import { minified } from "./minify.ts";
import { licenceTexts } from "./notices.ts";
import { texts } from "./texts.ts";
import { unindent } from "./unindent.ts";

export default defineConfig({
  // URLs of files that load later are relative to the script, not to the page.
  base: "./",
  publicDir: false,
  resolve: { conditions: ["element", ...defaultClientConditions] },
  plugins: [licenceTexts(), unindent(), texts(), minified()],
  build: {
    outDir: "dist-element",
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: {
      input: { "hnn-playground": "www/elements/playground.ts" },
      preserveEntrySignatures: "exports-only",
      output: { entryFileNames: "[name].js" },
    },
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: "es", plugins: () => [minified()] },
});
