// Tests that a run's data are drawn once, by a trainer that works, and can be drawn again after a failure.
import { expect, test } from "@playwright/test";
import { load } from "./load";

const { RunData, WorkerLost } = await load<typeof import("./loops")>("tests/properties/loops.ts");

/** Trainers that answer with their number, or fail with an error. */
function fakeTrainers(outcomes: (number | Error)[]) {
  const asked: number[] = [];
  const trainers = outcomes.map((_, i) => ({
    ask: async () => {
      asked.push(i);
      const outcome = outcomes[i];
      if (outcome instanceof Error) throw outcome;
      return { dim: outcome };
    },
  }));
  return { asked, outcomes, data: new RunData({}, () => trainers as never, new AbortController().signal) };
}

test("all who ask at once share one drawing", async () => {
  const { asked, data } = fakeTrainers([7, 8]);
  const answers = await Promise.all([data.get(), data.get(), data.get()]);
  expect(answers.map(({ dim }) => dim)).toEqual([7, 7, 7]);
  expect(await data.get()).toBe(answers[0]);
  expect(asked).toEqual([0]);
});

test("another trainer draws if the first is lost", async () => {
  const { asked, data } = fakeTrainers([new WorkerLost("gone"), 8]);
  expect(await data.get()).toEqual({ dim: 8 });
  expect(asked).toEqual([0, 1]);
});

test("the reason is passed on, and the next call tries again", async () => {
  const { asked, outcomes, data } = fakeTrainers([new Error("The trajectory diverged"), 8]);
  await expect(data.get()).rejects.toThrow("The trajectory diverged");
  expect(asked).toEqual([0]);
  outcomes[0] = 3;
  expect(await data.get()).toEqual({ dim: 3 });
});

test("without a trainer there is an error, not a wait", async () => {
  const { data } = fakeTrainers([new WorkerLost("gone"), new WorkerLost("gone, too")]);
  await expect(data.get()).rejects.toThrow("gone, too");
});
