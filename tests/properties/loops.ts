// Modules that tests must load together: loaded separately, each copy of WorkerLost or Aborted would be a different class.
export { defaultsOf } from "../../www/experiment/catalog";
export { Evaluation } from "../../www/run/evaluation";
export { Run } from "../../www/run/run";
export { RunData } from "../../www/run/run-data";
export { RunWorkers } from "../../www/run/run-workers";
export { Training } from "../../www/run/training";
export { Aborted } from "../../www/workers/abort";
export { WorkerHandle, WorkerLost } from "../../www/workers/handle";
