// Does the loop of the training notice what is asked of it at any moment, and do its reports call it back safely?
import { expect, test } from "@playwright/test";
import type { Training } from "../../www/run/training";
import { load } from "./load";

const { Training: Loop, WorkerLost } = await load<typeof import("./loops")>("tests/properties/loops.ts");

/** A worker that trains at once and counts what it is asked. */
function fakeWorker() {
  const scheduled: number[] = [];
  const weights = new Uint8Array();
  let [step, starts] = [0, 0];
  const api = {
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

interface Watched {
  training: Training;
  worker: ReturnType<typeof fakeWorker>;
  ended: Promise<void>;
}

function begin(progress: (training: Training) => void, ask?: (question: unknown) => unknown): Watched {
  const worker = fakeWorker();
  const handle = ask ? { lost: null, ask } : worker.handle;
  const training: Training = new Loop(1, {}, ["hnn"], [], null, () => handle as never, {
    weights: () => {},
    progress: () => progress(training),
    notice: () => {},
  });
  return { training, worker, ended: training.drive() };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

test("what a listener asks for while the loop goes to rest is done", async () => {
  let asked = false;
  const { training, ended } = begin((now) => {
    if (asked) return;
    asked = true;
    now.stepFurther(3);
  });
  await soon();
  expect(training.step).toBe(3);
  training.close();
  await ended;
});

test("a loop that is closed while it goes to rest ends", async () => {
  const { ended } = begin((now) => now.close());
  await ended;
});

test("pausing again reports nothing, so that a listener may pause", async () => {
  let reports = 0;
  const { training } = begin((now) => {
    reports += 1;
    expect(reports).toBeLessThan(20);
    now.pause();
  });
  training.playing = true;
  training.budget = 5;
  training.nudge();
  await soon();
  training.pause();
  await soon();
  expect(reports).toBeLessThan(8);
  training.close();
});

test("a listener that wakes a resting loop does not keep it busy", async () => {
  let reports = 0;
  const { training } = begin((now) => {
    reports += 1;
    if (reports < 1000) now.nudge();
  });
  await soon();
  expect(reports).toBe(1);
  training.close();
});

test("a change asked for while steps are reported acts at the next step, in time", async () => {
  const { training, worker } = begin((now) => {
    if (now.step !== 1 || now.nextStep !== 1 || worker.scheduled.length > 0) return;
    queueMicrotask(() => now.schedule({ step: now.nextStep, key: "learning_rate", value: 0.1 }));
  });
  training.playing = true;
  training.budget = 40;
  training.nudge();
  await soon();
  expect(training.step).toBe(40);
  expect(training.states.get("hnn")?.problem).toBeNull();
  expect(worker.scheduled).toEqual([1]);
  training.close();
});

test("a lost worker is replaced once, however many questions it leaves", async () => {
  const worker = fakeWorker();
  let [lost, made] = [false, 0];
  const training: Training = new Loop(
    1,
    {},
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
  );
  void training.drive();
  await soon();
  lost = true;
  training.schedule({ step: 0, key: "learning_rate", value: 0.1 });
  training.schedule({ step: 0, key: "weight_decay", value: 0.1 });
  await soon();
  expect(made).toBe(1);
  expect(worker.starts()).toBe(2);
  expect(training.states.get("hnn")?.problem).toBeNull();
  training.close();
});
