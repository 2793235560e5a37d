// Tests that docs/adding.md is right: adds its tab to the page, as a reader would, and opens it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { createServer, type Plugin } from "vite";
import { done, QUICK } from "./page";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(root + path, "utf8");

/** The code blocks of a section. */
function blocksOf(heading: string): string[] {
  const [, rest = ""] = read("docs/adding.md").split(`\n## ${heading}\n`);
  const [section = ""] = rest.split("\n## ");
  return [...section.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
}

/** Adds lines to a table: before the line that ends it, which must occur once. */
function added(path: string, end: string, lines: string): [string, string] {
  const code = read(path);
  expect(code.split(end)).toHaveLength(2);
  return [path, code.replace(end, `\n${lines}${end.slice(1)}`)];
}

/** Replaces source files while Vite serves them. */
const changed = (files: Map<string, string>): Plugin => ({
  name: "changed",
  enforce: "pre",
  resolveId: (id, importer) => {
    const path = importer ? new URL(`${id}.ts`, `file://${importer}`).pathname : "";
    return files.has(path.slice(root.length)) ? path : null;
  },
  load: (id) => files.get(id.slice(root.length)),
});

test("the tab of docs/adding.md shows where the motion ends", async ({ page }) => {
  const [element = "", info = "", panel = ""] = blocksOf("A tab");
  const files = new Map([
    ["www/elements/tabs/ends.ts", element],
    added("www/experiment/tabs.ts", "\n] as const satisfies", info),
    added("www/elements/tabs/panels.ts", "\n};\n\n/** A panel's count", panel),
  ]);
  const server = await createServer({
    root,
    logLevel: "error",
    cacheDir: `${root}target/vite`,
    plugins: [changed(files)],
    server: { host: "127.0.0.1", port: 0, hmr: false, watch: null },
  });
  try {
    await server.listen();
    await page.goto(`${server.resolvedUrls?.local[0]}#${QUICK}`);
    await page.getByRole("tab", { name: "Ends of the motion" }).click({ timeout: 60_000 });
    const { truth } = await done(page);
    const [q = 0, p = 0] = truth?.finalState ?? [];
    const line = await page.locator("hnn-ends p", { hasText: "Truth: " }).textContent();
    const shown = line?.replace("Truth: ", "").replaceAll("−", "-").split(", ").map(Number);
    expect(shown?.[0]).toBeCloseTo(q, 2);
    expect(shown?.[1]).toBeCloseTo(p, 2);
    await expect.poll(() => page.url()).toContain("tab=ends");
  } finally {
    await server.close();
  }
});
