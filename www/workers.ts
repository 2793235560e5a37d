// One compiled WebAssembly module, and workers that hold an instance of it each and may be lost.
import { type Remote, wrap } from "comlink";
import { platform } from "#platform";

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

/** A worker is gone: its script failed or its instance trapped. It answers nothing any more. */
export class WorkerLost extends Error {}

// A module with one function that returns i8x16.splat(0): valid only where 128-bit SIMD is known.
const SIMD_PROBE = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b],
]);

export async function compileModule(): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(SIMD_PROBE)) {
    throw new StartFailure(
      "This browser cannot train here: it lacks WebAssembly with 128-bit SIMD, which Chrome and Edge have since version 91, Firefox since 89 and Safari since 16.4.",
      false,
    );
  }
  let response: Response;
  try {
    response = await platform.fetchModule();
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

/** A worker with its instance. Every question settles: with the answer, its error, or WorkerLost. */
export class WorkerHandle<Api extends Opened> {
  private readonly worker: Worker;
  private readonly api: Remote<Api>;
  private readonly waiting = new Set<(reason: WorkerLost) => void>();
  private reason: WorkerLost | null = null;
  private readonly opened: Promise<unknown>;

  constructor(make: () => Worker, module: WebAssembly.Module) {
    this.worker = make();
    this.worker.addEventListener("error", (event) =>
      this.lose(event.message || "its script could not be loaded"),
    );
    this.worker.addEventListener("messageerror", () => this.lose("a message could not be read"));
    this.api = wrap<Api>(this.worker);
    this.opened = this.settled((this.api as Remote<Opened>).open(module));
    // Whoever asks next hears of a failed opening; nobody else needs to.
    this.opened.catch(() => {});
  }

  get lost(): boolean {
    return this.reason !== null;
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
      this.waiting.add(reject);
      const done = () => this.waiting.delete(reject);
      answer.then(
        (result) => {
          done();
          resolve(result);
        },
        (error: unknown) => {
          // A trap leaves the instance in no state to go on with.
          if (error instanceof Error && error.name === "RuntimeError") this.lose(error.message);
          done();
          reject(this.reason ?? error);
        },
      );
    });
  }

  private lose(why: string): void {
    if (this.reason) return;
    this.reason = new WorkerLost(why);
    this.worker.terminate();
    for (const reject of this.waiting) reject(this.reason);
    this.waiting.clear();
  }
}
