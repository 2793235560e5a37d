// Tests that `npm pack` gives an importable package: the element, its types, the numerics.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";

const { exports, types, dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
// The element is built already; packing would build it otherwise.
const pack = (...args: string[]) =>
  JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", ...args], { encoding: "utf8" }),
  )[0] as {
    filename: string;
    files: { path: string }[];
  };

/** The files named in `exports`. */
const targets = (entry: unknown): string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry as object).flatMap(targets);

test("the package has its entry points and what the element loads, and no development files", () => {
  const paths = pack("--dry-run").files.map(({ path }) => path);
  for (const target of [...targets(exports), types]) expect(paths).toContain(target.replace(/^\.\//, ""));
  for (const pattern of [/worker-.*\.js$/, /playground_bg-.*\.wasm$/, /playground_relaxed_bg-.*\.wasm$/]) {
    const loaded = paths.filter((path) => path.startsWith("dist-element/assets/"));
    expect(loaded.filter((path) => pattern.test(path))).toHaveLength(1);
  }
  for (const path of [
    "README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "dist-element/licences.txt",
    "docs/embedding.md",
  ]) {
    expect(paths).toContain(path);
  }
  expect(paths.filter((path) => /^(src|www|tests|scripts|dist\/|target|node_modules|\.)/.test(path))).toEqual(
    [],
  );
});

test("a project in strict TypeScript can use it", () => {
  const project = mkdtempSync(join(tmpdir(), "hnn-"));
  try {
    const { filename } = pack("--pack-destination", project);
    const modules = join(project, "node_modules");
    mkdirSync(join(modules, "hnn-playground"), { recursive: true });
    execFileSync("tar", ["-xzf", filename, "-C", join(modules, "hnn-playground"), "--strip-components=1"], {
      cwd: project,
    });
    // The dependencies that npm would install.
    for (const name of [...Object.keys(dependencies), "lit-html", "lit-element", "@lit"]) {
      symlinkSync(resolve("node_modules", name), join(modules, name));
    }
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
    const check = (source: string) => {
      writeFileSync(join(project, "use.ts"), source);
      const options = [
        "--noEmit",
        "--strict",
        "--module",
        "nodenext",
        "--target",
        "es2023",
        "--lib",
        "es2023,dom,dom.iterable",
        "--skipLibCheck",
      ];
      execFileSync(resolve("node_modules/.bin/tsc"), [...options, "use.ts"], {
        cwd: project,
        stdio: "pipe",
        encoding: "utf8",
      });
    };
    check(`
      import { HnnPlayground } from "hnn-playground";
      import { checkSettings, type Catalog } from "hnn-playground/numerics";
      const element: HnnPlayground = document.createElement("hnn-playground");
      element.step(10);
      const drift: number | null | undefined = element.snapshot().learners.hnn?.energyDrift;
      const catalog: Catalog | null = null;
      console.log(drift, catalog, checkSettings);
    `);
    expect(() =>
      check('import "hnn-playground"; document.createElement("hnn-playground").step("ten");'),
    ).toThrow();
  } finally {
    rmSync(project, { recursive: true });
  }
});
