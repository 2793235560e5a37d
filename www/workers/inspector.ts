// Worker role: computes rollouts, fields and maps from the latest weights.
import { transfer } from "comlink";
import init, { Inspector, type Rollouts } from "../../pkg/hnn_playground";
import type { Coverage, PlaneField } from "../render/layers/layer";
import type { Comparison } from "../render/plot/comparison";
import type { Viewport } from "../render/plot/viewport";
import type { Answer, FieldQuestion, InspectorApi } from "./protocol";

let session: { run: number; inspector: Inspector } | null = null;

function field(inspector: Inspector, question: FieldQuestion): PlaneField {
  const { model, viewport, quantity, arrowCells, mapCells } = question;
  const [x0, x1] = viewport.x;
  const [y0, y1] = viewport.y;
  const values = inspector.field(model, x0, x1, y0, y1, arrowCells, arrowCells);
  const map = quantity && inspector.map(model, quantity, x0, x1, y0, y1, mapCells, mapCells);
  return { model, viewport, arrows: { nx: arrowCells, ny: arrowCells, values }, map };
}

function coverage(inspector: Inspector, viewport: Viewport, cells: number): Coverage {
  const [x0, x1] = viewport.x;
  const [y0, y1] = viewport.y;
  const values = inspector.coverage(x0, x1, y0, y1, cells, cells);
  return { viewport, columns: cells, rows: cells, values };
}

/** Null if the rollout diverges. A trap propagates. */
function reversalError(inspector: Inspector, model: string): number | null {
  try {
    return inspector.timeReversalError(model);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return null;
  }
}

function comparison(inspector: Inspector, { models }: Rollouts): Comparison {
  const paths = Object.entries(models);
  const result: Comparison = { reversal: {}, conserved: {} };
  for (const [model, { learnedEnergy }] of paths) {
    result.reversal[model] = reversalError(inspector, model);
    if (!learnedEnergy) continue;
    result.conserved[model] = Object.fromEntries(
      paths.map(([path, { states }]) => [path, inspector.energies(model, states) ?? new Float32Array()]),
    );
  }
  return result;
}

/** The buffers of an answer, which are transferred instead of copied. */
function buffersOf({ rollouts, comparison, fields, coverage }: Answer): ArrayBufferLike[] {
  const buffers = fields.flatMap(({ arrows, map }) =>
    [arrows, map ?? []].flat().map(({ values }) => values.buffer),
  );
  if (coverage) buffers.push(coverage.values.buffer);
  if (rollouts) {
    buffers.push(rollouts.t.buffer);
    for (const { states, energy, learnedEnergy, coordinateError } of Object.values(rollouts.models)) {
      for (const values of [states, energy, learnedEnergy, coordinateError]) {
        if (values) buffers.push(values.buffer);
      }
    }
  }
  for (const energies of Object.values(comparison?.conserved ?? {})) {
    for (const { buffer } of Object.values(energies)) buffers.push(buffer);
  }
  return buffers;
}

export const api: InspectorApi = {
  async open(module) {
    await init({ module_or_path: module });
  },

  start(run, settings, data) {
    session?.inspector.free();
    session = null;
    const inspector = new Inspector(settings, data);
    session = { run, inspector };
    return { lossOfTrueLaw: inspector.lossOfTrueLaw() ?? null };
  },

  observe(run, question) {
    if (session?.run !== run) return null;
    const { inspector } = session;
    const { settings, weights, rollouts: learners, compare, probe, driftOf } = question;
    if (settings) inspector.setRollout(settings);
    for (const [learner, bytes] of Object.entries(weights)) inspector.setWeights(learner, bytes);
    const rollouts = learners && inspector.rollouts(learners);
    const answer: Answer = {
      run,
      rollouts,
      bestPace: rollouts && (inspector.bestPace() ?? null),
      comparison: compare && rollouts ? comparison(inspector, rollouts) : null,
      fields: question.fields.map((each) => field(inspector, each)),
      coverage:
        question.coverage && coverage(inspector, question.coverage.viewport, question.coverage.mapCells),
      probe: probe && { at: probe, readings: inspector.probe(probe.x, probe.y) },
      drift: driftOf === null ? null : { learner: driftOf, byStart: inspector.driftByStart(driftOf) },
    };
    return transfer(answer, buffersOf(answer) as Transferable[]);
  },
};
