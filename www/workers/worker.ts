// Entry point of all workers. The worker's name selects its role, so that all roles share one copy of the WASM bindings.
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
