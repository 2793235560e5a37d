// Builds the single file: index.html with everything inlined and its own policy, to open from a disk.
import { createHash } from "node:crypto";
import { defaultClientConditions, defineConfig, type Plugin } from "vite";
import { gzip } from "./gzip.ts";
import { texts } from "./texts.ts";
import { unindent } from "./unindent.ts";

const FILE = "hnn-playground.html";

const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Allows no requests, and only the script and style with these hashes. */
const policy = (script: string, style: string) =>
  [
    "default-src 'none'",
    `script-src ${sha256(script)} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `style-src ${sha256(style)}`,
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/** Replaces Vite's placeholder for the preload list: dynamic imports are in the same script. */
const preloadingNothing = (script: string) => script.replaceAll("__VITE_PRELOAD__", "void 0");

/** Escapes what would end the surrounding <script> element. */
const enclosed = (script: string) => script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");

/** Inlines the script, the style sheet and the icon. */
const inlined = (): Plugin => ({
  name: "inlined",
  enforce: "post",
  generateBundle(_, bundle) {
    let page = "";
    let style = "";
    const scripts: string[] = [];
    const icons: [file: string, url: string][] = [];
    for (const [name, file] of Object.entries(bundle)) {
      const text = file.type === "chunk" ? file.code : String(file.source);
      if (name.endsWith(".html")) page = text;
      else if (name.endsWith(".css")) style += text;
      else if (name.endsWith(".svg")) icons.push([name, `data:image/svg+xml,${encodeURIComponent(text)}`]);
      else if (file.type === "chunk") scripts.push(enclosed(preloadingNothing(text)));
      else throw new Error(`Cannot inline ${name}.`);
      delete bundle[name];
    }
    const [script] = scripts;
    if (script === undefined || scripts.length > 1)
      throw new Error(`Expected exactly one script, found ${scripts.length}.`);
    for (const [name, url] of icons) page = page.replaceAll(`./${name}`, url);
    const source = page
      .replace(/<script [^>]*src=[^>]*><\/script>\s*/, "")
      .replace(/<link rel="stylesheet"[^>]*>\s*/g, "")
      .replace(/(http-equiv="Content-Security-Policy"\s+content=")[^"]*/, `$1${policy(script, style)}`)
      .replace("</head>", () => `<style>${style}</style>\n  </head>`)
      .replace("</body>", () => `<script type="module">${script}</script>\n  </body>`);
    const outside = source.replace(script, "").match(/(?:src|href)="(?!data:|#|https:)[^"]*"/);
    if (outside) throw new Error(`The page still loads another file: ${outside[0]}`);
    this.emitFile({ type: "asset", fileName: FILE, source });
  },
});

export default defineConfig({
  base: "./",
  publicDir: false,
  resolve: { conditions: ["single-file", ...defaultClientConditions] },
  plugins: [gzip(), inlined(), unindent(), texts()],
  build: {
    outDir: "dist-single",
    assetsInlineLimit: Number.POSITIVE_INFINITY,
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: { output: { codeSplitting: false } },
    chunkSizeWarningLimit: 5000,
  },
  worker: { format: "iife" },
});
