// The training and test data as a recording: a CSV file with one row per sample, which the command-line tools read
// (docs/recordings.md). The origin stands in comments, so that every column holds numbers.
import type { Samples } from "../../pkg/hnn_playground";
import { catalog } from "../experiment/catalog";
import type { Session } from "../run/session";
import { Aborted } from "../workers/abort";
import { addressOf } from "./address";
import { BYTE_ORDER_MARK } from "./csv";
import { described } from "./still";

/** Columns: trial, t, and the noisy coordinates. Training trajectories come first. */
export async function dataCsv(session: Session): Promise<string> {
  const { training } = session;
  if (!training) throw new Error("There are no data yet.");
  const { train, test, dim } = await training.data.get().catch((error: unknown) => {
    throw error instanceof Aborted ? new Error("Another run has begun.") : error;
  });
  const columns = session.scene.system.coordinates.map(({ symbol, unit }) =>
    unit === "" ? symbol : `${symbol} (${unit})`,
  );
  const trained = train.lengths.length;
  const lines = [
    `# HNN Playground ${catalog.version}: simulated; ${described(session)} ${addressOf(session)}`,
    `# Trials 1 to ${trained} are training data, the others test data.`,
    ["trial", "t (s)", ...columns].join(","),
    ...rows(train, dim, 1),
    ...rows(test, dim, trained + 1),
  ];
  return `${BYTE_ORDER_MARK}${lines.join("\n")}\n`;
}

function rows({ x, t, lengths }: Samples, dim: number, firstTrial: number): string[] {
  const lines: string[] = [];
  lengths.forEach((length, i) => {
    for (let k = 0; k < length; k++) {
      const row = lines.length;
      lines.push([firstTrial + i, t[row], ...x.subarray(row * dim, (row + 1) * dim)].join(","));
    }
  });
  return lines;
}
