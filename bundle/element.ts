// The element for other people's pages: hnn-playground.js, and beside it what it loads by itself.
import { defaultClientConditions, defineConfig } from "vite";
import { licenceTexts } from "./notices.ts";

export default defineConfig({
  // What is loaded later is found relative to the script that asks for it, not to the page.
  base: "./",
  publicDir: false,
  resolve: { conditions: ["element", ...defaultClientConditions] },
  plugins: [licenceTexts()],
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
  worker: { format: "es" },
});
