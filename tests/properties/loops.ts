// What the tests of the loops import in one go: modules loaded apart would have classes of their own.
export { defaultsOf } from "../../www/catalog";
export { Observing } from "../../www/observing";
export { Training } from "../../www/training";
export { WorkerLost } from "../../www/workers";
