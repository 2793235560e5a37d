// Compiles the WebAssembly module, and wraps the workers that run an instance of it and may be lost.
import { type Remote, wrap } from "comlink";
import { platform } from "#platform";
import { arithmetic, knowsSimd } from "../platform/arithmetic";
import { Aborted, unlessAborted } from "./abort";

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

/** Loads and compiles the module, or the one with `formulas`. Throws StartFailure; Aborted once `signal` aborts. */
export const compileModule = (formulas: boolean, signal: AbortSignal): Promise<WebAssembly.Module> =>
  unlessAborted(compiled(formulas, signal), signal);

async function compiled(formulas: boolean, signal: AbortSignal): Promise<WebAssembly.Module> {
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
    response = await platform.fetchModule(arithmetic(), formulas, signal);
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

/** A call that the worker has not answered. */
interface Call {
  reject(reason: WorkerLost): void;
}

/** A worker and its WebAssembly instance. Every call settles: with the result, its error, WorkerLost or Aborted. */
export class WorkerHandle<Api extends Opened> {
  private readonly worker: Worker;
  private readonly api: Remote<Api>;
  private readonly pending = new Set<Call>();
  /** Those of the pending calls that were aborted; the worker computes them nevertheless. */
  private readonly aborted = new Set<Call>();
  private finishing: Promise<void> | null = null;
  private finished = () => {};
  private reason: WorkerLost | null = null;
  /** Whether the page closed the worker. */
  closed = false;
  private readonly opened: Promise<unknown>;
  private readonly forget: () => void;
  private watch = 0;
  /** Ticks without an answer while calls are pending and the page is visible. */
  private silence = 0;

  /** `patience`: seconds of silence after which the worker counts as lost. `signal` closes it. */
  constructor(
    make: () => Worker,
    module: WebAssembly.Module,
    private readonly patience: number,
    signal: AbortSignal,
  ) {
    this.worker = make();
    const close = () => this.close();
    signal.addEventListener("abort", close);
    this.forget = () => signal.removeEventListener("abort", close);
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

  /** Calls the worker. Once `signal` aborts, the answer is dropped. */
  async ask<Result>(question: (api: Remote<Api>) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    await unlessAborted(this.opened, signal);
    if (signal.aborted) throw new Aborted();
    return this.settled(question(this.api), signal);
  }

  /** Waits until the worker has computed what was aborted. If that takes longer than `ms`, closes it. */
  finishAborted(ms: number): Promise<void> {
    if (this.aborted.size === 0) return Promise.resolve();
    this.finishing ??= new Promise((resolve) => {
      const timer = setTimeout(() => this.close(), ms);
      this.finished = () => {
        clearTimeout(timer);
        this.finishing = null;
        resolve();
      };
    });
    return this.finishing;
  }

  close(): void {
    this.closed = true;
    this.lose("the page closed it");
  }

  private settled<Result>(answer: Promise<Result>, signal?: AbortSignal): Promise<Result> {
    if (this.reason) return Promise.reject(this.reason);
    return new Promise<Result>((resolve, reject) => {
      const call: Call = { reject };
      const abort = () => {
        this.aborted.add(call);
        reject(new Aborted());
      };
      signal?.addEventListener("abort", abort);
      this.add(call);
      answer
        .then(resolve, (error: unknown) => {
          if (error instanceof Error && FATAL.has(error.name)) this.lose(error.message);
          reject(this.reason ?? error);
        })
        .finally(() => {
          signal?.removeEventListener("abort", abort);
          this.remove(call);
        });
    });
  }

  private add(call: Call): void {
    this.pending.add(call);
    if (this.pending.size > 1) return;
    this.silence = 0;
    this.watch = window.setInterval(() => this.tick(), TICK_MS);
  }

  private remove(call: Call): void {
    this.silence = 0;
    this.pending.delete(call);
    this.aborted.delete(call);
    if (this.pending.size === 0) clearInterval(this.watch);
    if (this.aborted.size === 0) this.finished();
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
    this.forget();
    for (const call of this.pending) call.reject(this.reason);
    this.pending.clear();
    this.aborted.clear();
    this.finished();
  }
}
