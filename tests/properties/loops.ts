// Modules that tests must load together: loaded separately, each copy of WorkerLost would be a different class.
export { defaultsOf } from "../../www/experiment/catalog";
export { Evaluation } from "../../www/run/evaluation";
export { RunData } from "../../www/run/run-data";
export { Training } from "../../www/run/training";
export { WorkerLost } from "../../www/workers/handle";
