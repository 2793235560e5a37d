// Tests that a run that ends aborts its waits: no late answer is used, and the inspector is free for the next run.
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { expect, test } from "@playwright/test";
import { type Endpoint, expose } from "comlink";
import type { RunEvents } from "../../www/run/run";
import { load } from "./load";

const { Aborted, defaultsOf, Run, RunWorkers, WorkerHandle, WorkerLost } =
  await load<typeof import("./loops")>("tests/properties/loops.ts");

/** A call that a fake inspector has not answered, and the function that answers it. */
interface Observed {
  run: number;
  answer(): void;
}

const ports: MessagePort[] = [];
const made: FakeWorker[] = [];
/** Calls of `observe`, by inspector. */
const observed = new Map<FakeWorker, Observed[]>();
/** Whether inspectors answer at once. */
let prompt = true;
/** What a trainer that draws data waits for. */
let drawing: Promise<void> = Promise.resolve();
/** The runs started so far, with the role of the worker. */
const starts: string[] = [];

const answerOf = (run: number) => ({
  run,
  rollouts: { t: [], dim: 2, models: {} },
  comparison: null,
  fields: [],
  coverage: null,
  probe: null,
});

/** A worker in the same thread, with comlink at both ends. */
class FakeWorker {
  terminated = false;
  private readonly port: MessagePort;

  constructor(
    _url: unknown,
    readonly options: { name: string },
  ) {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    made.push(this);
    const calls: Observed[] = [];
    observed.set(this, calls);
    const weights = new Uint8Array();
    const api = {
      open: () => {},
      draw: async () => {
        await drawing;
        return { train: { x: [1] } };
      },
      start: (run: number) => {
        starts.push(`${this.options.name} ${run}`);
        return this.options.name === "trainer" ? { run, weights } : { lossOfTrueLaw: null };
      },
      train: (_run: number, until: number) => ({
        report: { step: until, losses: [], problem: null },
        present: null,
        weights,
      }),
      observe: (run: number) =>
        new Promise((resolve) => {
          const answer = () => resolve(answerOf(run));
          calls.push({ run, answer });
          if (prompt) answer();
        }),
      wait: () => new Promise(() => {}),
      echo: (value: number) => value,
    };
    expose(api, port2 as unknown as Endpoint);
    this.port = port1;
    port1.start();
    port2.start();
  }

  addEventListener(type: string, listener: (event: unknown) => void): void {
    (this.port as unknown as EventTarget).addEventListener(type, listener as never);
  }

  removeEventListener(type: string, listener: (event: unknown) => void): void {
    (this.port as unknown as EventTarget).removeEventListener(type, listener as never);
  }

  postMessage(message: unknown, transfer: never[]): void {
    this.port.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.port.close();
  }
}

Object.assign(globalThis, { Worker: FakeWorker, window: globalThis, document: { hidden: false } });
// A wait that isn't cancelled would last an hour.
test.describe.configure({ timeout: 60_000 });
test.beforeEach(() => {
  made.length = 0;
  observed.clear();
  starts.length = 0;
  prompt = true;
  drawing = Promise.resolve();
});
test.afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

interface Api {
  open(module: WebAssembly.Module): Promise<void>;
  wait(): number;
  echo(value: number): number;
}

const module = {} as WebAssembly.Module;

function handleOf(life: AbortController) {
  const make = () => new FakeWorker("", { name: "inspector" }) as unknown as Worker;
  return new WorkerHandle<Api>(make, module, 1e6, life.signal);
}

test("an aborted wait ends at once; the worker then closes unless it answers in time", async () => {
  const life = new AbortController();
  const handle = handleOf(life);
  expect(await handle.ask((api) => api.echo(3), life.signal)).toBe(3);
  await handle.finishAborted(0);
  expect(handle.lost).toBeNull();
  const wait = new AbortController();
  const answer = handle.ask((api) => api.wait(), wait.signal);
  const other = handle.ask((api) => api.wait(), life.signal);
  await handle.ask((api) => api.echo(4), life.signal);
  wait.abort();
  await expect(answer).rejects.toThrow(Aborted);
  await expect(handle.ask((api) => api.echo(5), wait.signal)).rejects.toThrow(Aborted);
  expect(handle.lost).toBeNull();
  await handle.finishAborted(20);
  expect(handle.closed).toBe(true);
  expect(made[0]?.terminated).toBe(true);
  await expect(other).rejects.toThrow(WorkerLost);
});

test("the owner’s signal closes the worker", async () => {
  const life = new AbortController();
  const handle = handleOf(life);
  const answer = handle.ask((api) => api.wait(), new AbortController().signal);
  await handle.ask((api) => api.echo(1), new AbortController().signal);
  life.abort();
  await expect(answer).rejects.toThrow(WorkerLost);
  expect(made[0]?.terminated).toBe(true);
});

/** A run's view, and the runs whose rollouts it reported. */
function reports() {
  const rollouts: number[] = [];
  const ignore = () => {};
  const notices: string[] = [];
  const of = (run: number): RunEvents => ({
    progress: ignore,
    started: ignore,
    rollouts: () => rollouts.push(run),
    field: ignore,
    coverage: ignore,
    probe: ignore,
    drift: ignore,
    notice: (sentence) => notices.push(sentence),
  });
  return { rollouts, notices, of };
}

const view = { viewport: { x: [-1, 1], y: [-1, 1] }, dark: false, map: "own", compare: false } as never;
const experiment = { settings: defaultsOf("spring"), log: [] };
const inspectors = () => made.filter(({ options }) => options.name === "inspector");
const calls = (at: number) => observed.get(inspectors()[at] as FakeWorker) ?? [];

function twoRuns(life: AbortController) {
  const { rollouts, notices, of } = reports();
  const workers = new RunWorkers(module, (sentence) => notices.push(sentence), life.signal);
  const run = (number: number) => {
    const made = new Run(number, experiment, view, null, workers, of(number));
    made.start();
    return made;
  };
  return { rollouts, notices, run };
}

test("an inspector that still computes for an ended run is replaced; the answer is never used", async () => {
  const life = new AbortController();
  const { rollouts, notices, run } = twoRuns(life);
  prompt = false;
  const first = run(1);
  await expect.poll(() => calls(0).length).toBe(1);
  first.end();
  prompt = true;
  const second = run(2);
  await expect.poll(() => rollouts).toContain(2);
  expect(inspectors()).toHaveLength(2);
  expect(inspectors()[0]?.terminated).toBe(true);
  expect(calls(0).map(({ run }) => run)).toEqual([1]);
  expect(rollouts).not.toContain(1);
  // Nothing was lost that the visitor should know of.
  expect(notices).toEqual([]);
  second.end();
  life.abort();
});

test("a run that is parked while its data are drawn starts in no inspector, where it would replace the next one", async () => {
  const life = new AbortController();
  const { rollouts, run } = twoRuns(life);
  let drawn = () => {};
  drawing = new Promise((resolve) => {
    drawn = resolve;
  });
  const first = run(1);
  await expect.poll(() => inspectors().length).toBe(1);
  // Until the inspector is open and waits for the data.
  await new Promise((resolve) => setTimeout(resolve, 100));
  first.park();
  const second = run(2);
  drawn();
  await expect.poll(() => rollouts).toContain(2);
  expect(starts.filter((start) => start.startsWith("inspector"))).toEqual(["inspector 2"]);
  first.end();
  second.end();
  life.abort();
});

test("an inspector that finishes soon stays; the late answer is dropped", async () => {
  const life = new AbortController();
  const { rollouts, run } = twoRuns(life);
  prompt = false;
  const first = run(1);
  await expect.poll(() => calls(0).length).toBe(1);
  first.end();
  const second = run(2);
  prompt = true;
  calls(0)[0]?.answer();
  await expect.poll(() => rollouts).toContain(2);
  expect(inspectors()).toHaveLength(1);
  expect(rollouts).not.toContain(1);
  second.end();
  life.abort();
});

test("rollouts whose settings have changed are given up if they take long; a new start is not", async () => {
  const life = new AbortController();
  const { rollouts, notices, run } = twoRuns(life);
  prompt = false;
  const only = run(1);
  const { evaluation } = only;
  await expect.poll(() => calls(0).length).toBe(1);
  evaluation.roll({ ...experiment.settings, start: [0.5, 0.5] });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(inspectors()).toHaveLength(1);
  expect(rollouts).toEqual([]);
  prompt = true;
  evaluation.roll({ ...experiment.settings, dt: 0.1 });
  await expect.poll(() => rollouts).toContain(1);
  expect(inspectors()).toHaveLength(2);
  expect(calls(0)).toHaveLength(1);
  await expect.poll(() => evaluation.settled).toBe(true);
  expect(notices).toEqual([]);
  only.end();
  life.abort();
});

test("a parked run reports nothing until it is resumed", async () => {
  const life = new AbortController();
  const { rollouts, run } = twoRuns(life);
  const first = run(1);
  await expect.poll(() => rollouts).toContain(1);
  first.park();
  rollouts.length = 0;
  first.evaluation.roll({ ...experiment.settings, dt: 0.1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(rollouts).toEqual([]);
  first.resume(experiment.settings, view, new Map([["hnn", new Uint8Array()]]));
  await expect.poll(() => rollouts).toContain(1);
  first.end();
  life.abort();
});
