// What the tests of the loops import in one go: modules loaded apart would have classes of their own.
export { defaultsOf } from "../../www/experiment/catalog";
export { Evaluation as Observing } from "../../www/run/evaluation";
export { Training } from "../../www/run/training";
export { WorkerLost } from "../../www/workers/handle";
