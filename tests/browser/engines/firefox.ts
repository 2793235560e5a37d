// Firefox, driven over WebDriver BiDi (https://w3c.github.io/webdriver-bidi), which it supports natively.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import WebSocket from "ws";
import { asText, type Driver, dragActions, fromText, WINDOW } from "./driver";

interface Message {
  id?: number;
  method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: untyped protocol data.
  params?: any;
  result?: unknown;
  error?: string;
  message?: string;
}

/** Commands and events of one BiDi connection. */
class Connection {
  private last = 0;
  private readonly waiting = new Map<number, (answer: Message) => void>();

  private constructor(
    private readonly socket: WebSocket,
    onEvent: (event: Message) => void,
  ) {
    socket.on("message", (data) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.id === undefined) onEvent(message);
      else this.waiting.get(message.id)?.(message);
    });
    socket.on("close", () => {
      for (const settle of this.waiting.values()) settle({ error: "closed", message: "Firefox is gone." });
    });
  }

  static async open(url: string, onEvent: (event: Message) => void): Promise<Connection> {
    const socket = new WebSocket(url);
    await once(socket, "open");
    return new Connection(socket, onEvent);
  }

  async send<Result>(method: string, params: object): Promise<Result> {
    this.last += 1;
    const id = this.last;
    const answer = await new Promise<Message>((resolve) => {
      this.waiting.set(id, resolve);
      this.socket.send(JSON.stringify({ id, method, params }));
    });
    this.waiting.delete(id);
    if (answer.error) throw new Error(`${method}: ${answer.error}: ${answer.message}`);
    return answer.result as Result;
  }

  close(): void {
    this.socket.close();
  }
}

/** The address on which a newly started Firefox listens. */
async function listening(firefox: ChildProcess): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface({ input: firefox.stderr as NodeJS.ReadableStream })) {
    const address = line.match(/WebDriver BiDi listening on (ws:\S+)/)?.[1];
    if (address) return address;
    said.push(line);
  }
  throw new Error(`Firefox ended before it listened:\n${said.join("\n")}`);
}

interface Evaluated {
  type: "success" | "exception";
  result?: { value: string };
  exceptionDetails?: { text: string };
}

export async function openFirefox(executable: string): Promise<Driver> {
  const home = mkdtempSync(join(tmpdir(), "hnn-firefox-"));
  const downloads = join(home, "downloads");
  const profile = join(home, "profile");
  mkdirSync(downloads);
  mkdirSync(profile);
  const preferences = {
    "browser.download.folderList": 2,
    "browser.download.dir": downloads,
    "browser.download.useDownloadDir": true,
    "browser.download.panel.shown": true,
    "datareporting.policy.dataSubmissionEnabled": false,
    "toolkit.telemetry.server": "",
    "app.update.disabledForTesting": true,
  };
  writeFileSync(
    join(profile, "user.js"),
    Object.entries(preferences)
      .map(([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});\n`)
      .join(""),
  );
  const firefox = spawn(
    executable,
    ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"],
    { env: { ...process.env, HOME: home }, stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = once(firefox, "exit");
  const pageErrors: string[] = [];
  const connection = await Connection.open(`${await listening(firefox)}/session`, ({ method, params }) => {
    if (method === "log.entryAdded" && ["error", "warn"].includes(params.level)) pageErrors.push(params.text);
    if (method === "network.fetchError") pageErrors.push(`${params.request.url}: ${params.errorText}`);
  });
  firefox.stderr.resume();
  const { capabilities } = await connection.send<{ capabilities: { browserVersion: string } }>(
    "session.new",
    {
      capabilities: {},
    },
  );
  const { contexts } = await connection.send<{ contexts: { context: string }[] }>(
    "browsingContext.getTree",
    {},
  );
  const context = contexts[0]?.context;
  await connection.send("session.subscribe", { events: ["log.entryAdded", "network.fetchError"] });
  await connection.send("browsingContext.setViewport", { context, viewport: WINDOW });
  // Firefox now and then aborts a navigation that follows another (https://github.com/w3c/webdriver-bidi/issues/763); a page
  // that can't be loaded fails twice.
  const navigate = async (url: string) => {
    const load = () => connection.send("browsingContext.navigate", { context, url, wait: "complete" });
    await load().catch(load);
  };
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    downloads,
    async open(url) {
      // Changing only the fragment doesn't reload the page.
      await navigate("about:blank");
      pageErrors.length = 0;
      await navigate(url);
    },
    async evaluate(body, ...args) {
      const { result, exceptionDetails } = await connection.send<Evaluated>("script.callFunction", {
        functionDeclaration: asText(body),
        arguments: [{ type: "string", value: JSON.stringify(args) }],
        target: { context },
        awaitPromise: true,
      });
      if (!result) throw new Error(exceptionDetails?.text ?? "The page gave no answer.");
      return fromText(result.value);
    },
    async drag(...points) {
      await connection.send("input.performActions", { context, actions: dragActions(points) });
    },
    pageErrors: async () => pageErrors,
    async screenshot() {
      const { data } = await connection.send<{ data: string }>("browsingContext.captureScreenshot", {
        context,
      });
      return Buffer.from(data, "base64");
    },
    async close() {
      await connection.send("browser.close", {}).catch(() => {});
      connection.close();
      const timer = setTimeout(() => firefox.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(timer);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
