// Checks which way the page's modules import each other. Each folder of www/ uses only itself and the folders before it in LAYERS.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "@playwright/test";

/** From the bottom up. */
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
/** A page of its own, which may use everything and which nothing uses. */
const APART = "bench";

const root = new URL("../../www/", import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".ts") && !name.endsWith(".d.ts"),
);

/** Modules that `file` imports, types included. A worker's script and the module (`?worker`, `?url`) are files, not imports. */
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

test("no modules import each other", () => {
  const left = new Map(graph);
  for (;;) {
    const free = [...left].filter(([, imports]) => imports.every((path) => !left.has(path)));
    if (free.length === 0) break;
    for (const [file] of free) left.delete(file);
  }
  // Keeps the cycles alone: drops modules that only import one.
  for (;;) {
    const imported = new Set([...left.values()].flat());
    const idle = [...left.keys()].filter((file) => !imported.has(file));
    if (idle.length === 0) break;
    for (const file of idle) left.delete(file);
  }
  expect([...left.keys()]).toEqual([]);
});

test("the graph is not empty", () => {
  expect(files.length).toBeGreaterThan(100);
  expect([...graph.values()].flat().length).toBeGreaterThan(500);
});
