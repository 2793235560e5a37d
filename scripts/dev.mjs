// Development server: Vite serves the page, and saving a Rust file rebuilds the module and reloads the page.
// The module goes to target/dev-pkg, so pkg/ doesn't change.
import { spawn } from "node:child_process";
import { existsSync, watch } from "node:fs";
import { createServer } from "vite";

const OUT = "target/dev-pkg";
/** Editors may write a file in several steps. */
const QUIET_MS = 50;

const sources = ["src", "kernels", "Cargo.toml", "Cargo.lock", ".cargo/config.toml"];

function rebuild() {
  const began = performance.now();
  return new Promise((resolve) => {
    const build = spawn("scripts/wasm.sh", {
      stdio: "inherit",
      env: { ...process.env, WASM_PROFILE: "web-dev", WASM_OUT: OUT },
    });
    build.on("close", (code) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(
        code === 0
          ? `module rebuilt in ${seconds} s`
          : "The build failed; the page keeps the previous module.",
      );
      resolve(code === 0);
    });
  });
}

if (!(await rebuild()) && !existsSync(OUT)) process.exit(1);

process.env.HNN_PKG = OUT;
const server = await createServer({
  server: { host: process.env.HOST ?? "127.0.0.1", port: Number(process.env.PORT ?? 5173) },
});
await server.listen();
server.printUrls();

let building = false;
let stale = false;

/** Runs one build at a time, and another afterwards if a file was saved meanwhile. */
async function refresh() {
  stale = true;
  if (building) return;
  building = true;
  let rebuilt = false;
  while (stale) {
    stale = false;
    rebuilt = await rebuild();
  }
  building = false;
  if (!rebuilt) return;
  server.moduleGraph.invalidateAll();
  server.ws.send({ type: "full-reload" });
}

let timer;
for (const source of sources) {
  watch(source, { recursive: ["src", "kernels"].includes(source) }, () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, QUIET_MS);
  });
}
