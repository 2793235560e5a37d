// The benchmark page: a button that times this device, and window.__bench for scripts.
import { arithmetic } from "../platform/arithmetic";
import { NEVER } from "../workers/abort";
import { compileModule, WorkerHandle } from "../workers/handle";
import type { BenchWorker } from "./worker";
import "./contract";

const WIDTHS = [200, 64, 32];
const LEARNERS = ["hnn", "baseline"];
const MEASURE_MS = 1500;

const newWorker = () =>
  new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "bench" });

let handle: Promise<WorkerHandle<BenchWorker>> | null = null;
const worker = () => {
  handle ??= compileModule(false, NEVER).then(
    (module) => new WorkerHandle<BenchWorker>(newWorker, module, Number.POSITIVE_INFINITY, NEVER),
  );
  return handle;
};

const INSTRUCTIONS = { portable: "WebAssembly SIMD128", relaxed: "WebAssembly SIMD128 with relaxed SIMD" };
const info = `HNN Playground: candle with fused operations, ${INSTRUCTIONS[arithmetic()]}, one thread`;

window.__bench = async (config) => ({
  ...(await (await worker()).ask((api) => api.run(config), NEVER)),
  info,
});

const button = document.querySelector("button");
const status = document.querySelector("output");

async function timeThisDevice(): Promise<void> {
  const bench = await worker();
  for (const width of WIDTHS) {
    for (const learner of LEARNERS) {
      showStatus(`Timing: ${learner}, width ${width} …`);
      const ms = await bench.ask((api) => api.own(learner, width, MEASURE_MS), NEVER);
      const cell = document.querySelector(`#${learner}-${width}`);
      if (cell) cell.textContent = `${ms.toPrecision(3)} ms`;
    }
  }
  showStatus("Done. Other load, the power mode and the temperature of this device affect these times.");
}

function showStatus(sentence: string): void {
  if (status) status.textContent = sentence;
}

button?.addEventListener("click", () => {
  button.disabled = true;
  timeThisDevice()
    .catch((error: Error) => showStatus(error.message))
    .finally(() => {
      button.disabled = false;
    });
});
