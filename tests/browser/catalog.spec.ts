// Tests that catalog.json matches the WebAssembly module.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { initSync, catalog as inWasm } from "../../pkg/hnn_playground.js";
import { catalog } from "./page";

test("catalog.json equals the module’s catalog", () => {
  initSync({ module: readFileSync(new URL("../../pkg/hnn_playground_bg.wasm", import.meta.url)) });
  // JSON writes null for undefined.
  const plain = JSON.parse(JSON.stringify(inWasm(), (_, value) => value ?? null));
  const known = JSON.parse(JSON.stringify(catalog));
  const filled = (there: unknown, here: unknown): unknown =>
    Array.isArray(there)
      ? there.map((each, i) => filled(each, (here as unknown[])?.[i]))
      : there !== null && typeof there === "object"
        ? Object.fromEntries(
            Object.keys(there).map((key) => [
              key,
              filled((there as Record<string, unknown>)[key], (here as Record<string, unknown>)?.[key]),
            ]),
          )
        : (here ?? null);
  expect(filled(known, plain)).toEqual(known);
});
