// Worker: validates settings, and computes rollouts, fields and maps from the latest weights.
import { expose, transfer } from "comlink";
import init, { checkSettings, Evaluator } from "../pkg/hnn_playground";
import type { Answer, EvaluatorApi, Layer, LayerQuestion } from "./protocol";

let session: { run: number; evaluator: Evaluator } | null = null;

function layer(evaluator: Evaluator, question: LayerQuestion): Layer {
  const { model, window, quantity, dark, arrowCells, mapCells } = question;
  const [x0, x1] = window.x;
  const [y0, y1] = window.y;
  const values = evaluator.field(model, x0, x1, y0, y1, arrowCells, arrowCells);
  const map = evaluator.map(model, quantity, x0, x1, y0, y1, mapCells, mapCells, dark);
  return { model, arrows: { nx: arrowCells, ny: arrowCells, values }, map };
}

/** The buffers of an answer, moved to the page instead of copied. */
function buffersOf({ rollouts, layers }: Answer): ArrayBufferLike[] {
  const buffers = layers.map(({ arrows }) => arrows.values.buffer);
  if (rollouts) {
    buffers.push(rollouts.t.buffer);
    for (const { states, energy, learnedEnergy, coordinateError } of Object.values(rollouts.models)) {
      buffers.push(states.buffer, energy.buffer, coordinateError.buffer);
      if (learnedEnergy) buffers.push(learnedEnergy.buffer);
    }
  }
  return buffers;
}

const api: EvaluatorApi = {
  async open(module) {
    await init({ module_or_path: module });
  },

  check: (input) => checkSettings(input),

  start(run, settings) {
    session?.evaluator.free();
    session = null;
    const evaluator = new Evaluator(settings);
    session = { run, evaluator };
    const samples = evaluator.samples();
    return transfer(samples, [samples.buffer]);
  },

  setRollout(run, settings) {
    if (session?.run === run) session.evaluator.setRollout(settings);
  },

  observe(run, { weights, rollouts, layers }) {
    if (session?.run !== run) return null;
    const { evaluator } = session;
    for (const [learner, bytes] of Object.entries(weights)) evaluator.setWeights(learner, bytes);
    const answer: Answer = {
      run,
      rollouts: rollouts && evaluator.rollouts(rollouts),
      layers: layers.map((question) => layer(evaluator, question)),
    };
    return transfer(answer, buffersOf(answer) as Transferable[]);
  },
};

expose(api);
