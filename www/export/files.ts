// Files in and out: a learner's weights as safetensors, its run record as JSON.
import type { RunRecord } from "../../pkg/hnn_playground";
import { modelShort } from "../experiment/catalog";
import type { Session } from "../run/session";
import { count } from "../text/format";
import { addressOf } from "./address";
import { download } from "./download";
import { refuseOtherThanJson, refuseOtherThanSafetensors, textOf } from "./foreign-file";

/** Kinds of file that can be opened, as a file dialog wants them. */
export const ACCEPTED = ".safetensors,.json";

/** The widest and deepest network takes a tenth of it. */
const LARGEST_BYTES = 16e6;

async function saved(session: Session, learner: string) {
  const answer = await session.training?.save(learner);
  if (!answer) throw new Error("Nothing has been trained yet.");
  // The settings of the rollouts and the budget may have changed since the run began, without a trace in its training.
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

/** Begins the run of a record. Returns a sentence about it, or rejects with the reason if the file is none. */
export async function openRecord(session: Session, file: File): Promise<string> {
  checkSize(file);
  await refuseOtherThanJson(file);
  const { learner, step, loadedAt } = await session.openRecord(recordIn(await textOf(file)));
  const told = `This is the run of ${file.name}: ${modelShort(learner)}, ${count(step)} steps.`;
  // Rust's None arrives as null.
  return (loadedAt ?? null) === null
    ? told
    : `${told} From step ${loadedAt} on it had weights from a file, which the record does not hold.`;
}

/** Gives a learner the weights of a file. Returns a sentence about it, or rejects with the reason if they do not fit. */
export async function loadWeights(session: Session, file: File, learner: string): Promise<string> {
  checkSize(file);
  await refuseOtherThanSafetensors(file);
  const { training } = session;
  if (!training) throw new Error("The numerics are not loaded yet.");
  await training.load(learner, new Uint8Array(await file.arrayBuffer()), file.name);
  return `The weights of ${modelShort(learner)} are those of ${file.name}. Training goes on from them.`;
}

/** What `--example run` prints holds the record next to its results. Text that is a record itself is kept, so that errors name its lines. */
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
