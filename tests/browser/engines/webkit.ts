// WebKitGTK's MiniBrowser on a virtual screen, driven over WebDriver (https://w3c.github.io/webdriver).
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { asText, type Driver, dragActions, eventually, fromText, WINDOW } from "./driver";

/** What the page's monitoring script recorded. */
interface Recorded {
  pageErrors: string[];
}

/** Records the page's errors from its first script on, because this driver doesn't report the console. */
function listen(): void {
  const recorded: Recorded = { pageErrors: [] };
  Object.assign(window, { recorded });
  const note = (what: unknown) => recorded.pageErrors.push(String(what));
  for (const level of ["error", "warn"] as const) {
    const tell = console[level];
    console[level] = (...words: unknown[]) => {
      note(words.join(" "));
      tell(...words);
    };
  }
  const options = { capture: true };
  addEventListener(
    "error",
    (event) => {
      const { target } = event;
      note(target instanceof Element ? `${target.tagName} could not be loaded` : event.message);
    },
    options,
  );
  addEventListener("unhandledrejection", ({ reason }) => note(reason), options);
  addEventListener(
    "securitypolicyviolation",
    ({ violatedDirective, blockedURI }) => note(`${violatedDirective}: ${blockedURI}`),
    options,
  );
}

const SCRIPT = `(${listen})();`;
const HASH = createHash("sha256").update(SCRIPT).digest("base64");

/** A Content-Security-Policy, or a page that contains one, changed to allow the monitoring script. */
const allowing = (policy: string): string => policy.replace("script-src ", `script-src 'sha256-${HASH}' `);

/** A page with the monitoring script in its head. */
const monitored = (page: Buffer): string =>
  allowing(String(page)).replace("<title>", `<script>${SCRIPT}</script><title>`);

/** Serves what `origin` serves, with the monitoring script added to pages. */
async function proxied(origin: string): Promise<{ server: Server; origin: string }> {
  const server = createServer(async ({ url = "/" }, response) => {
    const answer = await fetch(origin + url);
    for (const name of ["Content-Type", "Content-Security-Policy", "X-Content-Type-Options"]) {
      const value = answer.headers.get(name);
      if (value !== null) response.setHeader(name, allowing(value));
    }
    response.statusCode = answer.status;
    const body = Buffer.from(await answer.arrayBuffer());
    const page = answer.headers.get("Content-Type")?.startsWith("text/html");
    response.end(page ? monitored(body) : body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function freePort(): Promise<number> {
  const socket = createSocket().listen(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

async function virtualScreen(): Promise<{ xvfb: ChildProcess; display: string }> {
  const { width, height } = WINDOW;
  const xvfb = spawn(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", `${width}x${height + 100}x24`, "-nolisten", "tcp"],
    {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    },
  );
  const [number] = await once(xvfb.stdio[3] as NodeJS.ReadableStream, "data");
  return { xvfb, display: `:${String(number).trim()}` };
}

/** The site's origin must be known at the start: opened pages must be from it or be files. */
export async function openWebKit(executable: string, site: string): Promise<Driver> {
  const home = mkdtempSync(join(tmpdir(), "hnn-webkit-"));
  const downloads = join(home, "downloads");
  mkdirSync(downloads);
  mkdirSync(join(home, ".config"));
  writeFileSync(join(home, ".config", "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const { xvfb, display } = await virtualScreen();
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
    cwd: home,
    // In this locale the browser's language is "C", which isn't a valid language tag.
    env: { PATH: process.env.PATH, HOME: home, DISPLAY: display, GDK_BACKEND: "x11", LC_ALL: "C.UTF-8" },
    stdio: "ignore",
  });
  const proxy = await proxied(site);

  async function send<Result>(method: string, path: string, body?: object): Promise<Result> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: Result & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  const { sessionId, capabilities } = await eventually("WebKitWebDriver", async () => {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${driver.exitCode}.`);
    const options = { binary: executable, args: ["--automation"] };
    return send<{ sessionId: string; capabilities: { browserVersion: string } }>("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
    }).catch((error) => {
      // It isn't listening yet.
      if (error instanceof TypeError) return null;
      throw error;
    });
  });
  const session = `/session/${sessionId}`;
  await send("POST", `${session}/window/rect`, { ...WINDOW, x: 0, y: 0 });

  const evaluate: Driver["evaluate"] = async (body, ...args) => {
    const script = `
      const [json, done] = arguments;
      (${asText(body)})(json).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await send<{ value?: string; error?: string }>(
      "POST",
      `${session}/execute/async`,
      { script, args: [JSON.stringify(args)] },
    );
    if (value === undefined) throw new Error(error);
    return fromText(value);
  };
  return {
    version: `WebKitGTK ${capabilities.browserVersion}`,
    downloads,
    async open(url) {
      let address = proxy.origin + url.slice(site.length);
      if (url.startsWith("file:")) {
        const { hash } = new URL(url);
        const copy = join(home, "page.html");
        writeFileSync(copy, monitored(readFileSync(fileURLToPath(url))));
        address = pathToFileURL(copy).href + hash;
      } else if (!url.startsWith(site)) throw new Error(`${url} does not lie under ${site}.`);
      // Changing only the fragment doesn't reload the page.
      await send("POST", `${session}/url`, { url: "about:blank" });
      await send("POST", `${session}/url`, { url: address });
    },
    evaluate,
    async drag(...points) {
      await send("POST", `${session}/actions`, { actions: dragActions(points) });
    },
    pageErrors: () => evaluate(() => (window as unknown as { recorded: Recorded }).recorded.pageErrors),
    screenshot: async () => Buffer.from(await send<string>("GET", `${session}/screenshot`), "base64"),
    async close() {
      await send("DELETE", session).catch(() => {});
      proxy.server.closeAllConnections();
      proxy.server.close();
      for (const process of [driver, xvfb]) {
        const ended = once(process, "exit");
        process.kill();
        await ended;
      }
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
