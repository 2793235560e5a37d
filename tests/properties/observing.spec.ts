// Tests that a lost inspector is replaced once, however many calls fail with it.
import { expect, test } from "@playwright/test";
import { load } from "./load";

const { Evaluation, RunData, WorkerLost, defaultsOf } =
  await load<typeof import("./loops")>("tests/properties/loops.ts");

const answer = { rollouts: null, comparison: null, fields: [], coverage: null, probe: null };

/** A fake inspector that is lost while `lost` is set, and knows a run after `start`. */
function fakeInspector() {
  const state = { lost: false, starts: 0, known: false };
  const api = {
    start: async () => {
      state.starts += 1;
      state.known = true;
      return { lossOfTrueLaw: null };
    },
    observe: async () => (state.known ? answer : null),
  };
  const ask = (question: (each: typeof api) => unknown) =>
    state.lost ? Promise.reject(new WorkerLost("gone")) : question(api);
  return { state, handle: () => ({ lost: null, ask }) as never };
}

function observe(handle: () => never) {
  const view = { viewport: { x: [-1, 1], y: [-1, 1] }, map: "own", compare: false } as const;
  const events = { started: 0, notices: 0, samples: [] as number[] };
  const ignore = () => {};
  const trainer = { ask: async () => ({ train: { x: [0.5, 0.25] } }) };
  const life = new AbortController();
  const data = new RunData({}, () => [trainer as never], life.signal);
  const evaluation = new Evaluation(
    1,
    defaultsOf("spring"),
    data,
    view as never,
    ["hnn"],
    () => false,
    async () => handle(),
    {
      started: ({ samples }) => {
        events.started += 1;
        events.samples = Array.from(samples);
      },
      rollouts: ignore,
      field: ignore,
      coverage: ignore,
      probe: ignore,
      drift: ignore,
      notice: () => {
        events.notices += 1;
      },
    },
    life.signal,
  );
  return { evaluation, events, end: () => life.abort() };
}

const settled = async (evaluation: { settled: boolean }) => expect.poll(() => evaluation.settled).toBe(true);

test("calls that fail together share one recovery", async () => {
  const { state, handle } = fakeInspector();
  const { evaluation, events, end } = observe(handle);
  await settled(evaluation);
  expect(state.starts).toBe(1);
  expect(events.samples).toEqual([0.5, 0.25]);
  Object.assign(state, { lost: true, known: false });
  const questions = [evaluation.picture(8), evaluation.picture(16)];
  evaluation.probe({ x: 0, y: 0 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  state.lost = false;
  await Promise.all(questions);
  await settled(evaluation);
  expect([state.starts, events.started]).toEqual([2, 2]);
  expect(await evaluation.picture(8)).toEqual(answer);
  end();
});

test("a run that the inspector doesn’t know is started again, once", async () => {
  const { state, handle } = fakeInspector();
  const { evaluation, end } = observe(handle);
  await settled(evaluation);
  state.known = false;
  evaluation.weights("hnn", new Uint8Array());
  await settled(evaluation);
  expect(state.starts).toBe(2);
  end();
});

test("an inspector lost during its start is replaced, and the run continues", async () => {
  const { state, handle } = fakeInspector();
  state.lost = true;
  const { evaluation, events, end } = observe(handle);
  await new Promise((resolve) => setTimeout(resolve, 50));
  state.lost = false;
  await settled(evaluation);
  expect([state.starts, events.started, events.notices]).toEqual([1, 1, 0]);
  end();
});
