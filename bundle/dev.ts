// What the development server needs and the built site must not have: a looser policy, and the module from another folder.
import { resolve } from "node:path";
import type { Plugin } from "vite";

/** While the page is being written Vite puts styles into it, and talks to it over a socket. */
export const loosened = (policy: string): string =>
  policy.replace("style-src", "style-src 'unsafe-inline'").replace("connect-src", "connect-src ws:");

/** The development server's page has that policy in its meta tag too: the strictest of several counts. */
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

/** Takes the module from another folder, which has the portable one alone. */
export function otherModule(folder: string): Plugin {
  const files = /(?:^|\/)pkg\/(hnn_playground|catalog\.json|hnn_playground(?:_relaxed)?_bg\.wasm(?:\?.*)?)$/;
  return {
    name: "other-module",
    enforce: "pre",
    resolveId(source) {
      const [, file] = source.match(files) ?? [];
      if (file === undefined) return null;
      return resolve(folder, file === "hnn_playground" ? "hnn_playground.js" : file.replace("_relaxed", ""));
    },
  };
}
