// Prints the catalog of a built module as JSON; examples/catalog.rs does the same natively.
// usage: node catalog.mjs <module folder>
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { catalog, initSync } = await import(pathToFileURL(`${folder}/hnn_playground.js`).href);
initSync({ module: readFileSync(`${folder}/hnn_playground_bg.wasm`) });
console.log(JSON.stringify(catalog()));
