// Worker: one learner's training session.
import { expose, transfer } from "comlink";
import init, { Trainer } from "../pkg/hnn_playground";
import type { TrainerApi } from "./protocol";

let session: { run: number; trainer: Trainer } | null = null;

const api: TrainerApi = {
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
    const diverged = report.problem !== undefined;
    const present = measure && !diverged && report.step >= until ? trainer.presentLosses() : null;
    const weights = trainer.weights();
    return transfer({ run, report, present, weights }, [weights.buffer]);
  },

  schedule(run, change) {
    if (session?.run === run) session.trainer.schedule(change);
  },
};

expose(api);
