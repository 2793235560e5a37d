// Tests the page's own instance of the module, which exchanges texts: it gives the same as the bindings, and is replaced after a trap.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { checkSettings, initSync } from "../../pkg/hnn_playground";
import type { Settings } from "../../www/experiment/experiment";
import { anyExperiment } from "./arbitrary";
import { load } from "./load";

const { Numerics } = await load<typeof import("../../www/run/numerics")>("www/run/numerics.ts");

const module = new WebAssembly.Module(
  readFileSync(new URL("../../pkg/hnn_playground_bg.wasm", import.meta.url)),
);
initSync({ module });

async function started(restarted: (failure: string | null) => void = () => {}) {
  const numerics = new Numerics(module, restarted);
  await numerics.start();
  return numerics;
}

/** Without −0, which JSON writes as 0. */
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);

/** Settings as a link or a host page may give them, with values beyond every bound. */
const anySettings: fc.Arbitrary<Settings> = anyExperiment.chain(({ settings }) =>
  fc
    .dictionary(
      fc.oneof(
        fc.constantFrom(...Object.keys(settings)),
        fc.string({ unit: "binary" }),
        fc.constant("__proto__"),
      ),
      fc.oneof(anyNumber, fc.string({ unit: "binary" }), fc.array(anyNumber, { maxLength: 9 })),
    )
    .map((others) => ({ ...settings, ...others })),
);

// Oracle: the bindings, which pass values one by one.
test("settings are checked as through the bindings, to the last bit of every number", async () => {
  const numerics = await started();
  fc.assert(
    fc.property(anySettings, (settings) => {
      expect(numerics.check(settings)).toEqual(checkSettings(settings));
    }),
  );
});

test("what is not finite, not text or missing is refused, by field where it has one", async () => {
  const numerics = await started();
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, "\ud800", [1, Number.NaN]]) {
    const { settings, problems } = numerics.check({ width: value });
    expect(settings).toEqual(checkSettings({}).settings);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^width: .* is not allowed; allowed: /);
  }
  const wrong = [undefined, null, true, {}, [null]] as unknown as Settings[string][];
  for (const value of wrong) expect(() => numerics.check({ width: value })).toThrow();
  expect(numerics.ready).toBe(true);
});

test("a record is read whole, or refused with the reason", async () => {
  const numerics = await started();
  const record = { version: "0.1.0", arithmetic: "portable", format: 2, settings: { width: 8 }, changes: [] };
  const losses = [{ step: 0, train: 0.1 + 0.2, test: 0.5 }];
  const whole = { ...record, learner: "hnn", step: 1, losses, loadedAt: null };
  const read = numerics.read(JSON.stringify(whole));
  expect(read.record).toEqual(whole);
  expect(read.settings).toEqual(checkSettings({ width: 8 }).settings);
  expect(() => numerics.read("{")).toThrow(/the run record/);
  expect(() => numerics.read(JSON.stringify({ ...whole, settings: { width: 1e9 } }))).toThrow(/^width: /);
});

// Oracle: p = mv.
test("momenta follow from velocities", async () => {
  const numerics = await started();
  const { settings } = checkSettings({ system: "spring", mass: 0.8 });
  const [p] = numerics.momenta({ settings, positions: [0.3], velocities: [-2] });
  expect(p).toBeCloseTo(-1.6, 9);
  expect(() => numerics.momenta({ settings, positions: [], velocities: [1] })).toThrow(/^positions: /);
});

test("before its start an instance answers nothing", () => {
  const numerics = new Numerics(module, () => {});
  expect(numerics.ready).toBe(false);
  expect(() => numerics.check({})).toThrow("The numerics are not loaded yet.");
});

test("an instance that traps is replaced", async () => {
  const failures: (string | null)[] = [];
  const numerics = await started((failure) => failures.push(failure));
  numerics.check({});
  const { exports } = numerics as unknown as { exports: { memory: WebAssembly.Memory } };
  const words = new Uint32Array(exports.memory.buffer);
  words.forEach((word, i) => {
    if (word !== 0) words[i] = 0xffff_ffff;
  });
  expect(() => numerics.check({ width: 8 })).toThrow(/^the numerics failed \(/);
  expect(numerics.ready).toBe(false);
  await expect.poll(() => failures).toEqual([null]);
  expect(numerics.check({ width: 8 })).toEqual(checkSettings({ width: 8 }));
});
