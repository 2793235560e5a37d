// One compiled WebAssembly module, and workers that hold an instance of it each and may be lost.
import { type Remote, wrap } from "comlink";
import { platform } from "#platform";
import { arithmetic, knowsSimd } from "../platform/arithmetic";

/** The page cannot start; the message is a sentence for the visitor. */
export class StartFailure extends Error {
  constructor(
    message: string,
    /** Whether trying again may help. */
    readonly retry: boolean,
  ) {
    super(message);
  }
}

/** A worker is gone: its script failed, its instance trapped, or it fell silent. It answers nothing any more. */
export class WorkerLost extends Error {}

/** Whether a worker may be a module: a browser that knows of it asks for the type before it looks at the address, which is none. */
function knowsModuleWorkers(): boolean {
  let asked = false;
  try {
    new Worker("https://:", {
      get type() {
        asked = true;
        return "module" as const;
      },
    }).terminate();
  } catch {
    // The address.
  }
  return asked;
}

/** What this browser lacks, with the versions of others that have it; null if nothing. */
function lacking(): string | null {
  if (!knowsSimd())
    return "WebAssembly with 128-bit SIMD, which Chrome and Edge have since version 91, Firefox since 89 and Safari since 16.4";
  if (platform.moduleWorkers && !knowsModuleWorkers())
    return "module workers, which Chrome and Edge have since version 80, Firefox since 114 and Safari since 15";
  if (!("transferControlToOffscreen" in HTMLCanvasElement.prototype))
    return "canvases on which workers draw, which Chrome and Edge have since version 69, Firefox since 105 and Safari since 16.4";
  return null;
}

/** A sandbox without `allow-same-origin` takes a document its origin, and with it the right to its own worker script. */
const sandboxed = (): boolean => globalThis.origin === "null" && !platform.opaqueOrigins;

export async function compileModule(): Promise<WebAssembly.Module> {
  if (sandboxed()) {
    throw new StartFailure(
      "This frame can't start workers, because its sandbox takes away the page's origin. Allowed: sandbox=\"allow-scripts allow-same-origin\".",
      false,
    );
  }
  const lack = lacking();
  if (lack !== null) throw new StartFailure(`This browser cannot train here: it lacks ${lack}.`, false);
  let response: Response;
  try {
    response = await platform.fetchModule(arithmetic());
  } catch {
    throw new StartFailure("The numerics could not be loaded: the server did not answer.", true);
  }
  if (!response.ok) {
    throw new StartFailure(`The numerics could not be loaded: the server answered ${response.status}.`, true);
  }
  try {
    // Streaming needs the right MIME type; a server that does not know it still gets its page.
    return response.headers.get("Content-Type")?.startsWith("application/wasm")
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch {
    throw new StartFailure("The numerics arrived damaged and could not be compiled.", true);
  }
}

interface Opened {
  open(module: WebAssembly.Module): Promise<void>;
}

/** The watch over silent workers ticks once a second. It counts ticks, so that neither sleep nor a jumping clock is silence. */
const TICK_MS = 1000;

/**
 * Seconds after which silence means that a worker is lost. On a busy machine, training answered within 6 s at the largest settings
 * allowed, but a rollout took 71 s.
 */
export const PATIENCE = { training: 20, rollouts: 180 };

/** Errors after which an instance is in no state to go on with: a trap, no memory, no stack (as Firefox calls it). */
const FATAL = new Set(["RuntimeError", "RangeError", "InternalError"]);

/** A worker with its instance. Every question settles: with the answer, its error, or WorkerLost. */
export class WorkerHandle<Api extends Opened> {
  private readonly worker: Worker;
  private readonly api: Remote<Api>;
  private readonly waiting = new Set<(reason: WorkerLost) => void>();
  private reason: WorkerLost | null = null;
  private readonly opened: Promise<unknown>;
  private watch = 0;
  /** Ticks in sight, while something was asked, without any answer. */
  private silence = 0;

  /** A worker that answers nothing for `patience` seconds is lost. */
  constructor(
    make: () => Worker,
    module: WebAssembly.Module,
    private readonly patience: number,
  ) {
    this.worker = make();
    this.worker.addEventListener("error", (event) =>
      this.lose(event.message || "its script could not be loaded"),
    );
    this.worker.addEventListener("messageerror", () => this.lose("a message could not be read"));
    this.api = wrap<Api>(this.worker);
    this.opened = this.settled((this.api as Remote<Opened>).open(module)).catch((error: unknown) => {
      this.lose(error instanceof Error ? error.message : String(error));
      throw this.reason ?? error;
    });
    // Whoever asks next hears of a failed opening; nobody else needs to.
    this.opened.catch(() => {});
  }

  /** Why it is lost; null as long as it is not. */
  get lost(): WorkerLost | null {
    return this.reason;
  }

  async ask<Result>(question: (api: Remote<Api>) => Promise<Result>): Promise<Result> {
    await this.opened;
    return this.settled(question(this.api));
  }

  close(): void {
    this.lose("it was closed");
  }

  private settled<Result>(answer: Promise<Result>): Promise<Result> {
    if (this.reason) return Promise.reject(this.reason);
    return new Promise<Result>((resolve, reject) => {
      this.await(reject);
      answer.then(
        (result) => {
          this.heard(reject);
          resolve(result);
        },
        (error: unknown) => {
          if (error instanceof Error && FATAL.has(error.name)) this.lose(error.message);
          this.heard(reject);
          reject(this.reason ?? error);
        },
      );
    });
  }

  private await(reject: (reason: WorkerLost) => void): void {
    this.waiting.add(reject);
    if (this.waiting.size > 1) return;
    this.silence = 0;
    this.watch = window.setInterval(() => this.tick(), TICK_MS);
  }

  private heard(reject: (reason: WorkerLost) => void): void {
    this.silence = 0;
    this.waiting.delete(reject);
    if (this.waiting.size === 0) clearInterval(this.watch);
  }

  private tick(): void {
    // Out of sight, browsers put workers to sleep.
    if (document.hidden) return;
    this.silence += 1;
    if (this.silence >= this.patience) this.lose(`it did not answer for ${this.patience} s`);
  }

  private lose(why: string): void {
    if (this.reason) return;
    this.reason = new WorkerLost(why);
    clearInterval(this.watch);
    this.worker.terminate();
    for (const reject of this.waiting) reject(this.reason);
    this.waiting.clear();
  }
}
