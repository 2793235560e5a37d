// Trains the portable module in Node.js and writes the recorded losses to portable_losses.json. Renaming or moving code must not change
// a bit of them. Run by hand, and only if results are meant to change: `node tests/golden/portable_losses.mjs`.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkSettings, drawData, initSync, Trainer } from "../../pkg/hnn_playground.js";

const STEPS = 300;
const FILE = new URL("portable_losses.json", import.meta.url);

/** Three systems at their defaults, three seeds each, both of the page's learners. */
export function portableLosses() {
  initSync({ module: readFileSync(new URL("../../pkg/hnn_playground_bg.wasm", import.meta.url)) });
  const runs = [];
  for (const system of ["spring", "pendulum", "two_body"]) {
    for (const seed of [0, 1, 2]) {
      const { settings } = checkSettings({ system, seed, steps: STEPS });
      for (const learner of ["baseline", "hnn"]) {
        // Each learner gets data of its own, which must be the same.
        const trainer = new Trainer(settings, learner, [], drawData(settings));
        const { losses } = trainer.train(STEPS, Number.POSITIVE_INFINITY);
        const weights = createHash("sha256").update(trainer.weights()).digest("hex");
        trainer.free();
        const [train, test] = ["train", "test"].map((key) => losses.map((point) => point[key]));
        runs.push({ system, seed, learner, steps: losses.map(({ step }) => step), train, test, weights });
      }
    }
  }
  return runs;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = portableLosses().map((run) => JSON.stringify(run));
  writeFileSync(FILE, `[\n${lines.join(",\n")}\n]\n`);
}
