// Waits that can be cancelled.

/** The wait was cancelled. Visitors see the message only where they waited for a file. */
export class Aborted extends Error {
  constructor() {
    super("Another run has started meanwhile.");
  }
}

/** For waits that are never cancelled. */
export const NEVER = new AbortController().signal;

/** Settles like `promise`, or rejects with Aborted once `signal` aborts. */
export function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Aborted());
    const forget = () => signal.removeEventListener("abort", abort);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    promise.then(resolve, reject).finally(forget);
  });
}
