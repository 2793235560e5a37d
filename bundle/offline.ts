// The site without a network, and as an application: service worker and manifest, by vite-plugin-pwa.
import { VitePWA } from "vite-plugin-pwa";

export const offline = () =>
  VitePWA({
    // A newer version waits until the visitor asks for it.
    registerType: "prompt",
    // The page registers it by itself, from a file: the policy allows nothing inline.
    injectRegister: null,
    includeAssets: [],
    includeManifestIcons: false,
    manifest: {
      name: "HNN Playground",
      short_name: "HNN Playground",
      description:
        "Train a Hamiltonian neural network and a plain one, and see which of them conserves energy.",
      lang: "en",
      // Relative to the manifest: any sub-path will do.
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
      maximumFileSizeToCacheInBytes: 16 * 2 ** 20,
      // Names in assets/ carry their content's hash.
      dontCacheBustURLsMatching: /^assets\//,
      // The page whatever its query; no other page of the host in its place.
      ignoreURLParametersMatching: [/./],
      navigateFallback: null,
      cleanupOutdatedCaches: true,
      inlineWorkboxRuntime: true,
    },
  });
