// Tests that the training loop notices requests at any moment, and that listeners may call it back safely.
import { expect, test } from "@playwright/test";
import type { Training } from "../../www/run/training";
import { load } from "./load";

const {
  RunData,
  Training: Loop,
  WorkerLost,
} = await load<typeof import("./loops")>("tests/properties/loops.ts");

/** A fake trainer that trains instantly and counts calls. */
function fakeWorker() {
  const scheduled: number[] = [];
  const weights = new Uint8Array();
  let [step, starts] = [0, 0];
  const api = {
    draw: async () => ({}),
    start: async () => {
      starts += 1;
      step = 0;
      return { weights };
    },
    train: async (_run: number, until: number) => {
      step = until;
      return { report: { step, losses: [], problem: null }, present: null, weights };
    },
    schedule: async (_run: number, change: { step: number }) => {
      if (change.step < step) throw new Error("too late");
      scheduled.push(change.step);
    },
  };
  return {
    scheduled,
    starts: () => starts,
    handle: { lost: null, ask: (question: (each: typeof api) => unknown) => question(api) },
  };
}

interface Running {
  training: Training;
  worker: ReturnType<typeof fakeWorker>;
  end(): void;
  ended: Promise<void>;
}

function begin(progress: (training: Training, end: () => void) => void): Running {
  const worker = fakeWorker();
  const handle = () => worker.handle as never;
  const life = new AbortController();
  const end = () => life.abort();
  const data = new RunData({}, () => [handle()], life.signal);
  const events = { weights: () => {}, progress: () => progress(training, end), notice: () => {} };
  const training: Training = new Loop(1, {}, data, ["hnn"], [], null, handle, events, life.signal);
  return { training, worker, end, ended: training.drive() };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

test("a request made by a listener while the loop is about to wait is carried out", async () => {
  let done = false;
  const { training, end, ended } = begin((now) => {
    if (done) return;
    done = true;
    now.stepFurther(3);
  });
  await pause();
  expect(training.step).toBe(3);
  end();
  await ended;
});

test("a loop closed while it is about to wait ends", async () => {
  const { ended } = begin((_, end) => end());
  await ended;
});

test("pausing twice reports nothing, so that a listener may pause", async () => {
  let reports = 0;
  const { training, end } = begin((now) => {
    reports += 1;
    expect(reports).toBeLessThan(20);
    now.pause();
  });
  training.playing = true;
  training.budget = 5;
  training.nudge();
  await pause();
  training.pause();
  await pause();
  expect(reports).toBeLessThan(8);
  end();
});

test("a listener that nudges a waiting loop does not keep it busy", async () => {
  let reports = 0;
  const { end } = begin((now) => {
    reports += 1;
    if (reports < 1000) now.nudge();
  });
  await pause();
  expect(reports).toBe(1);
  end();
});

test("a change made by a progress listener takes effect at the next step", async () => {
  const { training, worker, end } = begin((now) => {
    if (now.step !== 1 || now.nextStep !== 1 || worker.scheduled.length > 0) return;
    queueMicrotask(() => now.schedule({ step: now.nextStep, key: "learning_rate", value: 0.1 }));
  });
  training.playing = true;
  training.budget = 40;
  training.nudge();
  await pause();
  expect(training.step).toBe(40);
  expect(training.states.get("hnn")?.problem).toBeNull();
  expect(worker.scheduled).toEqual([1]);
  end();
});

test("a lost worker is replaced once, however many calls fail with it", async () => {
  const worker = fakeWorker();
  const life = new AbortController();
  const end = () => life.abort();
  let [lost, made] = [false, 0];
  const training: Training = new Loop(
    1,
    {},
    new RunData({}, () => [worker.handle as never], life.signal),
    ["hnn"],
    [],
    null,
    (_learner: string, renew: boolean) => {
      if (renew) {
        made += 1;
        lost = false;
      }
      const ask = (question: (api: unknown) => unknown) =>
        lost ? Promise.reject(new WorkerLost("gone")) : worker.handle.ask(question as never);
      return { lost: null, ask } as never;
    },
    { weights: () => {}, progress: () => {}, notice: () => {} },
    life.signal,
  );
  void training.drive();
  await pause();
  lost = true;
  training.schedule({ step: 0, key: "learning_rate", value: 0.1 });
  training.schedule({ step: 0, key: "weight_decay", value: 0.1 });
  await pause();
  expect(made).toBe(1);
  expect(worker.starts()).toBe(2);
  expect(training.states.get("hnn")?.problem).toBeNull();
  end();
});

test("a run that ends while its data are drawn starts nowhere, so that it can’t discard the next one", async () => {
  for (const parks of [false, true]) {
    const worker = fakeWorker();
    const life = new AbortController();
    let drawn = (_: unknown) => {};
    const ask = (question: (api: unknown) => unknown) =>
      question({
        draw: () =>
          new Promise((resolve) => {
            drawn = resolve;
          }),
        start: () => worker.handle.ask((api) => (api as { start(): unknown }).start()),
      });
    const handle = { lost: null, ask } as never;
    const data = new RunData({}, () => [handle], life.signal);
    const events = { weights: () => {}, progress: () => {}, notice: () => {} };
    const training: Training = new Loop(1, {}, data, ["hnn"], [], null, () => handle, events, life.signal);
    const ended = training.drive();
    await pause();
    if (parks) training.park();
    else life.abort();
    drawn({});
    await pause();
    expect(worker.starts()).toBe(0);
    life.abort();
    await ended;
  }
});

test("a run that its trainer has forgotten is trained again from the start", async () => {
  const worker = fakeWorker();
  let forgotten = true;
  const api = {
    draw: async () => ({}),
    start: () => worker.handle.ask((each) => each.start()),
    train: (run: number, until: number) =>
      forgotten ? null : worker.handle.ask((each) => each.train(run, until)),
  };
  const handle = { lost: null, ask: async (question: (each: typeof api) => unknown) => question(api) };
  const life = new AbortController();
  const end = () => life.abort();
  const data = new RunData({}, () => [handle as never], life.signal);
  const renew = (_: string, again: boolean) => {
    if (again) forgotten = false;
    return handle as never;
  };
  const notices: string[] = [];
  const events = { weights: () => {}, progress: () => {}, notice: (text: string) => notices.push(text) };
  const training: Training = new Loop(1, {}, data, ["hnn"], [], null, renew, events, life.signal);
  training.playing = true;
  training.budget = 40;
  void training.drive();
  await pause();
  expect(training.step).toBe(40);
  expect(worker.starts()).toBe(2);
  expect(notices.join()).toContain("it no longer has this run");
  end();
});
