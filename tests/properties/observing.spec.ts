// Is a lost evaluator replaced once, however many questions it leaves without an answer?
import { expect, test } from "@playwright/test";
import { load } from "./load";

const { Observing, WorkerLost, defaultsOf } =
  await load<typeof import("./loops")>("tests/properties/loops.ts");

const answer = { rollouts: null, comparison: null, layers: [], coverage: null, probe: null };

/** An evaluator that is lost as long as `lost` says, and knows of a run once it has begun it. */
function evaluators() {
  const state = { lost: false, starts: 0, known: false };
  const api = {
    start: async () => {
      state.starts += 1;
      state.known = true;
      return { samples: new Float32Array(), noiseFloor: null };
    },
    momenta: async () => (state.known ? [1] : null),
    observe: async () => (state.known ? answer : null),
  };
  const ask = (question: (each: typeof api) => unknown) =>
    state.lost ? Promise.reject(new WorkerLost("gone")) : question(api);
  return { state, handle: () => ({ lost: null, ask }) as never };
}

function observe(handle: () => never) {
  const look = { viewport: { x: [-1, 1], y: [-1, 1] }, dark: false, map: "own", compare: false } as const;
  const heard = { started: 0, notices: 0 };
  const nothing = () => {};
  const observing = new Observing(1, defaultsOf("spring"), look as never, ["hnn"], () => false, handle, {
    started: () => {
      heard.started += 1;
    },
    rollouts: nothing,
    layer: nothing,
    coverage: nothing,
    probe: nothing,
    drift: nothing,
    notice: () => {
      heard.notices += 1;
    },
  });
  return { observing, heard };
}

const settled = async (observing: { settled: boolean }) => expect.poll(() => observing.settled).toBe(true);

test("questions that fail together share one recovery", async () => {
  const { state, handle } = evaluators();
  const { observing, heard } = observe(handle);
  await settled(observing);
  expect(state.starts).toBe(1);
  Object.assign(state, { lost: true, known: false });
  const questions = [observing.momenta([0], [1]), observing.momenta([0], [1]), observing.picture(false, 8)];
  observing.probe({ x: 0, y: 0 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  state.lost = false;
  await Promise.all(questions);
  await settled(observing);
  expect([state.starts, heard.started]).toEqual([2, 2]);
  expect(await observing.momenta([0], [1])).toEqual([1]);
  observing.close();
});

test("an evaluator that knows of no run is told of it, once", async () => {
  const { state, handle } = evaluators();
  const { observing } = observe(handle);
  await settled(observing);
  state.known = false;
  observing.weights("hnn", new Uint8Array());
  await settled(observing);
  expect(state.starts).toBe(2);
  observing.close();
});

test("an evaluator that is lost while it begins is replaced, and the run goes on", async () => {
  const { state, handle } = evaluators();
  state.lost = true;
  const { observing, heard } = observe(handle);
  await new Promise((resolve) => setTimeout(resolve, 50));
  state.lost = false;
  await settled(observing);
  expect([state.starts, heard.started, heard.notices]).toEqual([1, 1, 0]);
  observing.close();
});
