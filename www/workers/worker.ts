// The script of every worker. A worker's name says which role it plays, so that all roles share one copy of the glue to the module.
import { expose } from "comlink";
import type { Role } from "../platform/contract";
import { api as batch } from "./batch";
import { api as inspector } from "./inspector";
import { render } from "./renderer";
import { api as trainer } from "./trainer";

const role = self.name as Role;
const apis = { batch, inspector, trainer };

if (role === "renderer") render();
else expose(apis[role]);
