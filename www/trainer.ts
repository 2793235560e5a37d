// Worker role: one learner's training session.
import { transfer } from "comlink";
import init, { Trainer } from "../pkg/hnn_playground";
import type { TrainerApi } from "./protocol";

let session: { run: number; trainer: Trainer } | null = null;

export const api: TrainerApi = {
  async open(module) {
    await init({ module_or_path: module });
  },

  start(run, settings, learner, past) {
    session?.trainer.free();
    session = null;
    const trainer = new Trainer(settings, learner, past);
    session = { run, trainer };
    const weights = trainer.weights();
    return transfer({ run, weights }, [weights.buffer]);
  },

  train(run, until, budgetMs, measure) {
    if (session?.run !== run) return null;
    const { trainer } = session;
    const report = trainer.train(until, budgetMs);
    // Rust's None arrives as null.
    const diverged = (report.problem ?? null) !== null;
    const present = measure && !diverged && report.step >= until ? trainer.meanLosses() : null;
    const weights = trainer.weights();
    return transfer({ run, report, present, weights }, [weights.buffer]);
  },

  save(run) {
    if (session?.run !== run) return null;
    const weights = session.trainer.weights();
    return transfer({ weights, record: session.trainer.record() }, [weights.buffer]);
  },

  load(run, bytes) {
    if (session?.run !== run) return null;
    const { trainer } = session;
    trainer.loadWeights(bytes);
    const weights = trainer.weights();
    return transfer({ run, present: trainer.meanLosses(), weights }, [weights.buffer]);
  },

  schedule(run, change) {
    if (session?.run === run) session.trainer.schedule(change);
  },
};
