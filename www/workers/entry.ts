// The one worker script: a worker's name says which role it plays. So the glue to the module is loaded once for all of them.
import { expose } from "comlink";
import { api as batch } from "./batch";
import { api as evaluator } from "./inspector";
import { paint } from "./renderer";
import { api as trainer } from "./trainer";

const roles = { batch, evaluator, trainer };

export type Role = keyof typeof roles | "painter";

if (self.name === "painter") paint();
else expose(roles[self.name as keyof typeof roles]);
