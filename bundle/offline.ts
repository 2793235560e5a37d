// Makes the site work offline and installable: service worker and manifest, by vite-plugin-pwa.
import { VitePWA } from "vite-plugin-pwa";

export const offline = () =>
  VitePWA({
    // A new version waits until the visitor accepts it.
    registerType: "prompt",
    // The page registers the service worker from a file, because the policy forbids inline scripts.
    injectRegister: null,
    includeAssets: [],
    includeManifestIcons: false,
    manifest: {
      name: "HNN Playground",
      short_name: "HNN Playground",
      description: "Train a Hamiltonian neural network and a plain one, and see which conserves energy.",
      lang: "en",
      // Relative to the manifest, so that any sub-path works.
      start_url: "./",
      scope: "./",
      id: "./",
      display: "standalone",
      background_color: "#f1f2ee",
      theme_color: "#15191d",
      categories: ["education", "science"],
      icons: [
        { src: "./icon-192.png", sizes: "192x192", type: "image/png" },
        { src: "./icon-512.png", sizes: "512x512", type: "image/png" },
        { src: "./icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
      ],
    },
    workbox: {
      globPatterns: ["**/*.{html,js,css,wasm,svg,woff2,json,txt}", "icon-*.png"],
      // Few visits need these. They are cached when one does.
      globIgnores: ["**/*_formulas_*.wasm"],
      runtimeCaching: [
        {
          urlPattern: ({ url }) => url.pathname.includes("_formulas_"),
          handler: "CacheFirst",
          options: { cacheName: "formulas", expiration: { maxEntries: 4 } },
        },
      ],
      maximumFileSizeToCacheInBytes: 16 * 2 ** 20,
      // File names in assets/ contain a content hash.
      dontCacheBustURLsMatching: /^assets\//,
      // Serve the cached page for any query, but never for other pages of the host.
      ignoreURLParametersMatching: [/./],
      navigateFallback: null,
      cleanupOutdatedCaches: true,
      // So that the module with formulas is cached even if it is first used in the visit that installs the worker.
      clientsClaim: true,
      inlineWorkboxRuntime: true,
    },
  });
