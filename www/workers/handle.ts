// Compiles the WebAssembly module, and wraps the workers that run an instance of it and may be lost.
import { type Remote, wrap } from "comlink";
import { platform } from "#platform";
import { arithmetic, knowsSimd } from "../platform/arithmetic";

/** The page cannot start. The message is a sentence for the visitor. */
export class StartFailure extends Error {
  constructor(
    message: string,
    /** Whether a retry may help. */
    readonly retry: boolean,
  ) {
    super(message);
  }
}

/** The worker failed to load, trapped or stopped answering. It can't be used any more. */
export class WorkerLost extends Error {}

/** Whether the browser supports module workers: if so, it reads `type` before it rejects the invalid URL. */
function knowsModuleWorkers(): boolean {
  let typeRead = false;
  try {
    new Worker("https://:", {
      get type() {
        typeRead = true;
        return "module" as const;
      },
    }).terminate();
  } catch {
    // The URL is invalid.
  }
  return typeRead;
}

/** What this browser lacks, with the browser versions that have it; null if nothing. */
function lacking(): string | null {
  if (!knowsSimd())
    return "WebAssembly with 128-bit SIMD, available since Chrome and Edge 91, Firefox 89 and Safari 16.4";
  if (platform.moduleWorkers && !knowsModuleWorkers())
    return "module workers, available since Chrome and Edge 80, Firefox 114 and Safari 15";
  if (!("transferControlToOffscreen" in HTMLCanvasElement.prototype))
    return "drawing from workers (OffscreenCanvas), available since Chrome and Edge 69, Firefox 105 and Safari 16.4";
  return null;
}

/** A sandboxed frame without `allow-same-origin` has no origin, so it can't load its own worker script. */
const sandboxed = (): boolean => globalThis.origin === "null" && !platform.opaqueOrigins;

export async function compileModule(): Promise<WebAssembly.Module> {
  if (sandboxed()) {
    throw new StartFailure(
      "This frame can't start workers, because its sandbox removes the page's origin. Allowed: sandbox=\"allow-scripts allow-same-origin\".",
      false,
    );
  }
  const lack = lacking();
  if (lack !== null)
    throw new StartFailure(`This browser can’t run the playground: it lacks ${lack}.`, false);
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
    // Streaming compilation needs the right MIME type; fall back if the server sends another.
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

/** Interval of the watchdog. It counts ticks, so that neither sleep nor a changed clock looks like silence. */
const TICK_MS = 1000;

/**
 * Seconds of silence after which a worker counts as lost. On a busy machine, with the largest allowed settings, training answered
 * within 6 s, but a rollout took 71 s.
 */
export const PATIENCE = { training: 20, rollouts: 180 };

/** Errors that leave the instance unusable: a trap, out of memory, out of stack (Firefox's name for it). */
const FATAL = new Set(["RuntimeError", "RangeError", "InternalError"]);

/** A worker and its WebAssembly instance. Every call settles: with the result, its error, or WorkerLost. */
export class WorkerHandle<Api extends Opened> {
  private readonly worker: Worker;
  private readonly api: Remote<Api>;
  private readonly pending = new Set<(reason: WorkerLost) => void>();
  private reason: WorkerLost | null = null;
  private readonly opened: Promise<unknown>;
  private watch = 0;
  /** Ticks without an answer while calls are pending and the page is visible. */
  private silence = 0;

  /** `patience`: seconds of silence after which the worker counts as lost. */
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
    // The next call reports a failed start; avoid an unhandled rejection until then.
    this.opened.catch(() => {});
  }

  /** Why the worker is lost; null while it works. */
  get lost(): WorkerLost | null {
    return this.reason;
  }

  async ask<Result>(question: (api: Remote<Api>) => Promise<Result>): Promise<Result> {
    await this.opened;
    return this.settled(question(this.api));
  }

  close(): void {
    this.lose("the page closed it");
  }

  private settled<Result>(answer: Promise<Result>): Promise<Result> {
    if (this.reason) return Promise.reject(this.reason);
    return new Promise<Result>((resolve, reject) => {
      this.addPending(reject);
      answer.then(
        (result) => {
          this.removePending(reject);
          resolve(result);
        },
        (error: unknown) => {
          if (error instanceof Error && FATAL.has(error.name)) this.lose(error.message);
          this.removePending(reject);
          reject(this.reason ?? error);
        },
      );
    });
  }

  private addPending(reject: (reason: WorkerLost) => void): void {
    this.pending.add(reject);
    if (this.pending.size > 1) return;
    this.silence = 0;
    this.watch = window.setInterval(() => this.tick(), TICK_MS);
  }

  private removePending(reject: (reason: WorkerLost) => void): void {
    this.silence = 0;
    this.pending.delete(reject);
    if (this.pending.size === 0) clearInterval(this.watch);
  }

  private tick(): void {
    // Browsers throttle the workers of hidden pages.
    if (document.hidden) return;
    this.silence += 1;
    if (this.silence >= this.patience) this.lose(`it did not answer for ${this.patience} s`);
  }

  private lose(why: string): void {
    if (this.reason) return;
    this.reason = new WorkerLost(why);
    clearInterval(this.watch);
    this.worker.terminate();
    for (const reject of this.pending) reject(this.reason);
    this.pending.clear();
  }
}
