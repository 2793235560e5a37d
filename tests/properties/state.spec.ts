// Tests that every link restores its experiment, and that no text, whatever it is, breaks the parser.
import assert from "node:assert/strict";
import { test } from "@playwright/test";
import fc from "fast-check";
import type { Value } from "../../pkg/hnn_playground";
import type { Settings } from "../../www/experiment/experiment";
import type { Request } from "../../www/experiment/request";
import {
  allowedValue,
  anyExperiment,
  anyHash,
  anyKey,
  anySystem,
  anyView,
  anyWord,
  catalog,
  isWellFormed,
  settingsOf,
} from "./arbitrary";
import { load } from "./load";

const { systemInfo } = await load<typeof import("../../www/experiment/catalog")>("www/experiment/catalog.ts");
const { carriedOver, changed, sameValue, settingsAt } = await load<
  typeof import("../../www/experiment/experiment")
>("www/experiment/experiment.ts");
const { linkOf, requestFrom } =
  await load<typeof import("../../www/experiment/link")>("www/experiment/link.ts");
const { accepted, requestFromAttributes } =
  await load<typeof import("../../www/experiment/request")>("www/experiment/request.ts");
const { defaultView, VIEW_KEYS, viewFrom, viewTexts } =
  await load<typeof import("../../www/experiment/view")>("www/experiment/view.ts");

/** Checks that a request can go to validation: values of the three types, and no NaN. */
function expectReadable({ input, log, problems, view }: Request): void {
  // A view must survive writing and reading.
  const texts = new Map(viewTexts({ ...defaultView(), ...view }));
  const again = viewFrom((key) => texts.get(key) ?? null);
  assert.deepEqual(again.problems, []);
  assert.deepEqual(new Map(viewTexts({ ...defaultView(), ...again.view })), texts);
  assert.equal(typeof (view.lecture ?? false), "boolean");
  const isNumber = (value: unknown) => typeof value === "number" && !Number.isNaN(value);
  const isValue = (value: unknown) =>
    typeof value === "string" || isNumber(value) || (Array.isArray(value) && value.every(isNumber));
  for (const value of Object.values(input)) assert(isValue(value));
  const steps = log.map(({ step }) => step);
  assert.deepEqual(
    steps,
    steps.toSorted((a, b) => a - b),
  );
  for (const { step, key, value } of log) {
    assert(Number.isSafeInteger(step) && step >= 0);
    assert.equal(catalog.settings.find((info) => info.key === key)?.effect, "live");
    assert(isValue(value));
  }
  for (const problem of problems) {
    assert.match(problem, /allowed: |this page reads/);
    assert(problem.length < 400);
  }
}

test("any text parses as a request without an exception", () => {
  fc.assert(fc.property(anyHash, (hash) => expectReadable(requestFrom(hash))));
});

test("no setting of a link is ignored", () => {
  fc.assert(
    fc.property(anyKey, anyWord, (key, word) => {
      fc.pre(!["v", "log", ...VIEW_KEYS].includes(key) && isWellFormed(key) && isWellFormed(word));
      const hash = `#${encodeURIComponent(key)}=${encodeURIComponent(word)}`;
      // Rust refuses unknown keys by name, so they must reach it.
      assert(Object.hasOwn(requestFrom(hash).input, key));
    }),
  );
});

test("an experiment survives being written to a link", () => {
  fc.assert(
    fc.property(anyExperiment, anyView, (experiment, view) => {
      const link = linkOf(experiment, view);
      const { input, log, problems, view: seen } = requestFrom(link);
      const system = catalog.systems.find(({ id }) => id === experiment.settings.system);
      const defaults = system
        ? settingsOf(system).map((info) => [info.key, info.defaults[system.id]] as const)
        : [];
      const settings = { ...Object.fromEntries(defaults), ...input } as Settings;
      assert.deepEqual({ settings, log, problems }, { ...experiment, problems: [] });
      assert.equal(linkOf({ settings, log }, { ...defaultView(), ...seen }), link);
      // The URL parser must not change the hash.
      assert.equal(new URL(link, "http://localhost").hash, link);
    }),
  );
});

test("a link that is too long is refused with a message", () => {
  for (const piece of ["log=5:learning_rate:0.1;", "&a=b", "%", "\ud800", "start=1,"]) {
    const { input, log, problems } = requestFrom(`#${piece.repeat(1_000_000 / piece.length)}`);
    assert.deepEqual([Object.keys(input), log, problems.length], [["system"], [], 1]);
    assert.match(problems[0] ?? "", /characters; allowed: at most/);
  }
});

test("settings that Rust refuses are reported, and the others are accepted", () => {
  const property = fc.property(anyExperiment, anyHash, fc.func(fc.boolean()), (good, hash, refuses) => {
    const request = requestFrom(hash);
    const check = (input: Record<string, Value>) => {
      const refused = Object.keys(input).filter((key) => !(key in good.settings) || refuses(key, input[key]));
      return { settings: good.settings, problems: refused.map((key) => `${key}: allowed`), own: null };
    };
    const { experiment, problems } = accepted({ ...request, log: [...good.log, ...request.log] }, check);
    assert.deepEqual(settingsAt({ ...experiment, log: [] }, 0), experiment.settings);
    assert(experiment.log.length <= good.log.length + request.log.length);
    for (const problem of request.problems) assert(problems.includes(problem));
  });
  fc.assert(property);
});

test("a change takes effect at its step and affects nothing else", () => {
  const live = catalog.settings.filter(({ effect }) => effect === "live");
  const anyChange = fc
    .tuple(fc.constantFrom(...live), anySystem, fc.integer({ min: 0, max: 50_000 }))
    .chain(([info, system, step]) =>
      allowedValue(info, system).map((value) => ({ step, key: info.key, value })),
    );
  fc.assert(
    fc.property(anyExperiment, anyChange, fc.nat(50_000), (before, change, later) => {
      const after = changed(before, change);
      assert.deepEqual(settingsAt(after, change.step + later)[change.key], change.value);
      const steps = after.log.map(({ step }) => step);
      assert.deepEqual(
        steps,
        steps.toSorted((a, b) => a - b),
      );
      for (const step of [0, change.step - 1, change.step, change.step + later]) {
        const [now, then] = [settingsAt(after, step), settingsAt(before, step)];
        const differ = Object.keys(then).filter((key) => !sameValue(now[key], then[key]));
        // A change before the first step changes the initial settings.
        assert(differ.every((key) => key === change.key && (step >= change.step || change.step === 0)));
      }
    }),
  );
});

test("switching systems keeps only settings that the new system has", () => {
  fc.assert(
    fc.property(anyExperiment, anySystem, ({ settings }, system) => {
      const known = new Set(catalog.settings.map(({ key }) => key));
      const next = carriedOver(settings, systemInfo(settings.system), system.id);
      assert.equal(next.system, system.id);
      assert.equal(next.start, undefined);
      assert.equal(next.seed, settings.seed);
      for (const key of Object.keys(next)) assert(known.has(key));
    }),
  );
});

test("any attributes parse as a request", () => {
  fc.assert(
    fc.property(fc.dictionary(anyKey, anyWord), (attributes) => {
      const element = { getAttribute: (name: string) => attributes[name.replaceAll("-", "_")] ?? null };
      const request = requestFromAttributes(element as unknown as Element);
      expectReadable(request);
    }),
  );
});
