// Worker role: trains one learner. Besides the current run it can hold a parked one, which undo may bring back.
import { transfer } from "comlink";
import init, { type Data, drawData, Trainer } from "../../pkg/hnn_playground";
import type { TrainerApi } from "./protocol";

/** By run number. */
const sessions = new Map<number, Trainer>();

const buffersOf = ({ train, test }: Data): ArrayBufferLike[] =>
  [train, test].flatMap(({ x, dx, t, lengths }) =>
    [x, dx, t, lengths].flatMap((values) => values?.buffer ?? []),
  );

export const api: TrainerApi = {
  async open(module) {
    await init({ module_or_path: module });
  },

  draw(settings) {
    const data = drawData(settings);
    return transfer(data, buffersOf(data) as Transferable[]);
  },

  start(run, settings, data, learner, past, parkedRun) {
    for (const [id, trainer] of sessions) {
      if (id === parkedRun) continue;
      sessions.delete(id);
      trainer.free();
    }
    const trainer = new Trainer(settings, learner, past, data);
    sessions.set(run, trainer);
    const weights = trainer.weights();
    return transfer({ run, weights }, [weights.buffer]);
  },

  train(run, until, budgetMs, measure) {
    const trainer = sessions.get(run);
    if (!trainer) return null;
    const report = trainer.train(until, budgetMs);
    // Rust's None arrives as null.
    const diverged = (report.problem ?? null) !== null;
    const present = measure && !diverged && report.step >= until ? trainer.meanLosses() : null;
    const weights = trainer.weights();
    return transfer({ run, report, present, weights }, [weights.buffer]);
  },

  save(run) {
    const trainer = sessions.get(run);
    if (!trainer) return null;
    const weights = trainer.weights();
    return transfer({ weights, record: trainer.record() }, [weights.buffer]);
  },

  load(run, bytes) {
    const trainer = sessions.get(run);
    if (!trainer) return null;
    trainer.loadWeights(bytes);
    const weights = trainer.weights();
    return transfer({ run, present: trainer.meanLosses(), weights }, [weights.buffer]);
  },

  schedule(run, change) {
    sessions.get(run)?.schedule(change);
  },
};
