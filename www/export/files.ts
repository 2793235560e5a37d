// Saves and opens files: a learner's weights as safetensors, its run record as JSON.
import type { RunRecord } from "../../pkg/hnn_playground";
import { modelShort } from "../experiment/catalog";
import type { Session } from "../run/session";
import { count } from "../text/format";
import { addressOf } from "./address";
import { download } from "./download";
import { refuseOtherThanJson, refuseOtherThanSafetensors, textOf } from "./foreign-file";

/** File types for the file dialog. */
export const ACCEPTED = ".safetensors,.json";

/** Ten times the size of the largest network. */
const LARGEST_BYTES = 16e6;

async function saved(session: Session, learner: string) {
  const answer = await session.training?.save(learner);
  if (!answer) throw new Error("There is nothing to save yet.");
  // Use the current settings: those of the rollouts and the budget may have changed without affecting training.
  const { settings } = session.experiment;
  const record = { ...(JSON.parse(answer.record) as RunRecord), settings, link: addressOf(session) };
  const { system, seed } = settings;
  return { weights: answer.weights, record, name: `hnn-${system}-${learner}-seed${seed}-step${record.step}` };
}

export async function saveWeights(session: Session, learner: string): Promise<void> {
  const { weights, name } = await saved(session, learner);
  download(`${name}.safetensors`, weights, "application/octet-stream");
}

export async function saveRecord(session: Session, learner: string): Promise<void> {
  const { record, name } = await saved(session, learner);
  download(`${name}.json`, `${JSON.stringify(record, null, 2)}\n`, "application/json");
}

/** Opens a run record and starts its run. Returns a sentence for the user; rejects with the reason if the file is invalid. */
export async function openRecord(session: Session, file: File): Promise<string> {
  checkSize(file);
  await refuseOtherThanJson(file);
  const { learner, step, loadedAt } = session.openRecord(recordIn(await textOf(file)));
  const sentence = `Opened the run in ${file.name}: ${modelShort(learner)}, ${count(step)} steps.`;
  // Rust's None arrives as null.
  return (loadedAt ?? null) === null
    ? sentence
    : `${sentence} From step ${loadedAt} on it used weights from a file, which the record does not contain.`;
}

/** Loads a learner's weights. Returns a sentence for the user; rejects with the reason if they don't fit. */
export async function loadWeights(session: Session, file: File, learner: string): Promise<string> {
  checkSize(file);
  await refuseOtherThanSafetensors(file);
  const { training } = session;
  if (!training) throw new Error("The numerics are not loaded yet.");
  await training.load(learner, new Uint8Array(await file.arrayBuffer()), file.name);
  return `Loaded the weights of ${modelShort(learner)} from ${file.name}. Training continues from them.`;
}

/** Extracts the record from the output of `--example run`. Returns a bare record unchanged, so that errors quote its lines. */
function recordIn(text: string): string {
  try {
    const { record } = JSON.parse(text) as { record?: unknown };
    return record === undefined ? text : JSON.stringify(record);
  } catch {
    return text;
  }
}

function checkSize({ name, size }: File): void {
  if (size <= LARGEST_BYTES) return;
  throw new Error(`${name} has ${count(size / 1e6)} MB; allowed: at most ${count(LARGEST_BYTES / 1e6)} MB.`);
}
