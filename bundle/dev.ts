// For the development server only: a looser policy, and the module from another folder.
import { resolve } from "node:path";
import type { Plugin } from "vite";

/** Vite's development server injects styles and opens a WebSocket. */
export const loosened = (policy: string): string =>
  policy.replace("style-src", "style-src 'unsafe-inline'").replace("connect-src", "connect-src ws:");

/** Loosens the policy in the page's meta tag as well, because the strictest of several policies applies. */
export const loosenedPage: Plugin = {
  name: "loosened-policy",
  apply: "serve",
  transformIndexHtml: {
    order: "pre",
    handler: (html) =>
      html.replace(
        /(http-equiv="Content-Security-Policy"\s+content=")([^"]*)"/,
        (_, tag, content) => `${tag}${loosened(content)}"`,
      ),
  },
};

/** Loads the module from `folder`, which contains only the portable one. */
export function otherModule(folder: string): Plugin {
  const files =
    /(?:^|\/)pkg\/(hnn_playground|catalog\.json|hnn_playground(?:_formulas)?(?:_relaxed)?_bg\.wasm(?:\?.*)?)$/;
  return {
    name: "other-module",
    enforce: "pre",
    resolveId(source) {
      const [, file] = source.match(files) ?? [];
      if (file === undefined) return null;
      return resolve(
        folder,
        file === "hnn_playground"
          ? "hnn_playground.js"
          : file.replace("_formulas", "").replace("_relaxed", ""),
      );
    },
  };
}
