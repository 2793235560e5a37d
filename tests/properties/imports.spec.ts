// Tests the direction of imports in www/: each folder imports only from itself and from earlier folders in LAYERS.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "@playwright/test";

/** From the bottom layer up. */
const LAYERS = [
  "platform",
  "text",
  "experiment",
  "render/plot",
  "render/layers",
  "render",
  "workers",
  "batches",
  "run",
  "export",
  "elements/shared",
  "elements/columns",
  "elements/charts",
  "elements/settings",
  "elements/dialogs",
  "elements/tabs",
  "elements",
  "app",
];
/** A separate page that may import everything and that nothing imports. */
const APART = "bench";

const root = new URL("../../www/", import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".ts") && !name.endsWith(".d.ts"),
);

/** The modules that `file` imports, including types. Imports with a query (`?worker`, `?url`) are files, not modules. */
function importsOf(file: string): string[] {
  const source = readFileSync(new URL(file, root), "utf8");
  const paths = [...source.matchAll(/(?:from |import\(|^import )"([^"?]+)"/gm)].map(([, path]) => path ?? "");
  return paths
    .map((path) => (path === "#platform" ? "platform/site.ts" : normalize(join(dirname(file), `${path}.ts`))))
    .filter((path) => files.includes(path));
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));

test("no module imports from a later folder", () => {
  const wrong: string[] = [];
  for (const [file, imports] of graph) {
    if (file.startsWith(APART)) continue;
    const layer = LAYERS.indexOf(dirname(file));
    expect(layer, `${file} is in a folder of LAYERS`).toBeGreaterThanOrEqual(0);
    for (const path of imports) {
      const target = LAYERS.indexOf(dirname(path));
      if (target < 0 || target > layer) wrong.push(`${file} imports ${path}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("imports have no cycles", () => {
  const left = new Map(graph);
  for (;;) {
    const free = [...left].filter(([, imports]) => imports.every((path) => !left.has(path)));
    if (free.length === 0) break;
    for (const [file] of free) left.delete(file);
  }
  // Only cycles remain once modules that import nothing remaining are removed.
  for (;;) {
    const imported = new Set([...left.values()].flat());
    const idle = [...left.keys()].filter((file) => !imported.has(file));
    if (idle.length === 0) break;
    for (const file of idle) left.delete(file);
  }
  expect([...left.keys()]).toEqual([]);
});

test("the import graph is not empty", () => {
  expect(files.length).toBeGreaterThan(100);
  expect([...graph.values()].flat().length).toBeGreaterThan(500);
});
