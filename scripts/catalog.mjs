// Prints the catalog of a built module, as examples/catalog.rs does natively.
// usage: node catalog.mjs <folder of the module>
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { catalog, initSync } = await import(pathToFileURL(`${folder}/hnn_playground.js`).href);
initSync({ module: readFileSync(`${folder}/hnn_playground_bg.wasm`) });
console.log(JSON.stringify(catalog()));
