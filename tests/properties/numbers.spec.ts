// Tests that formatted numbers are readable and accurate, whatever their value, and that sliders stay within bounds.
import assert from "node:assert/strict";
import { test } from "@playwright/test";
import fc from "fast-check";
import type { Kind } from "../../pkg/hnn_playground";
import { between, catalog, settingsOf } from "./arbitrary";
import { load } from "./load";

const format = await load<typeof import("../../www/text/format")>("www/text/format.ts");
const slider = await load<typeof import("../../www/experiment/slider")>("www/experiment/slider.ts");
const { valueFrom } = await load<typeof import("../../www/experiment/request")>("www/experiment/request.ts");

const anyNumber = fc.oneof(fc.double(), fc.integer().map(Number), fc.double({ min: -1000, max: 1000 }));

/** Parses a number as a person reads it. */
function read(text: string): number {
  const digits = {
    "⁻": "-",
    "⁰": "0",
    "¹": "1",
    "²": "2",
    "³": "3",
    "⁴": "4",
    "⁵": "5",
    "⁶": "6",
    "⁷": "7",
    "⁸": "8",
    "⁹": "9",
  };
  const plain = text.replace(/−/g, "-").replace(/,/g, "");
  return Number(
    plain.replace(/·10(.*)$/, (_, power: string) => `e${power.replace(/./g, (d) => digits[d as "⁰"])}`),
  );
}

test("every formatted number is a number", () => {
  fc.assert(
    fc.property(anyNumber, fc.integer({ min: 1, max: 6 }), (value, digits) => {
      const { significant, scientific, percent, signedPercent, duration } = format;
      const texts = [
        significant(value, digits),
        scientific(value, digits),
        percent(value),
        signedPercent(value),
        duration(Math.abs(value)),
      ];
      for (const text of texts) {
        assert.doesNotMatch(text, /NaN|Infinity|∞|undefined|null|e[+-]/);
        assert.match(text, /\d|–/);
      }
    }),
  );
});

test("three digits are within half a percent of the value", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      // Very small doubles have fewer digits themselves; very large ones overflow when rounded.
      fc.pre(value === 0 || (Math.abs(value) > 1e-300 && Math.abs(value) < 1e307));
      for (const text of [format.significant(value), format.scientific(value, 3)]) {
        assert(Math.abs(read(text) - value) <= 0.00501 * Math.abs(value), text);
      }
    }),
  );
});

test("an entry field accepts the number it shows", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (value) => {
      assert.equal(valueFrom(format.exact(value), "noise", "spring"), value === 0 ? 0 : value);
    }),
  );
});

test("typed numbers are read as they are meant", () => {
  const typed = (text: string, key: string) => valueFrom(text, key, "spring");
  for (const [text, key, value] of [
    ["0,2", "noise", 0.2],
    [" −0,2 ", "noise", -0.2],
    ["1e−4", "learning_rate", 1e-4],
    ["−1,5e−4", "learning_rate", -1.5e-4],
    ["۰٫۲", "noise", 0.2],
    ["2,000", "steps", 2000],
    ["2 000", "steps", 2000],
    ["12’500", "steps", 12_500],
    ["2,5", "steps", 2.5],
    ["1,0", "start", [1, 0]],
    ["1,5;0", "start", [1.5, 0]],
    ["1.5; −0,25", "start", [1.5, -0.25]],
  ] as const) {
    assert.deepEqual(typed(text, key), value, text);
  }
  // None of these is a number; each is passed on unchanged to validation.
  for (const text of ["", ",", "0,1,2", "1.000,5", "0 2", "1,5;", "10³"]) {
    assert.equal(typed(text, "noise"), text);
  }
});

test("a slider gives allowed values, and its position matches its value", () => {
  const numbers = catalog.systems
    .flatMap(settingsOf)
    .map(({ kind }) => kind)
    .filter((kind): kind is Extract<Kind, { type: "number" }> => kind.type === "number");
  fc.assert(
    fc.property(fc.constantFrom(...numbers), fc.double({ min: 0, max: 1, noNaN: true }), (kind, part) => {
      const { min, max } = slider.sliderRange(kind);
      const value = slider.valueAt(kind, min + part * (max - min));
      const zero = slider.hasZero(kind) && value === 0;
      assert(zero || (value >= kind.min && value <= kind.max));
      if (kind.logarithmic) assert.equal(slider.valueAt(kind, slider.positionOf(kind, value)), value);
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...numbers), between(-1e6, 1e6), (kind, value) => {
      const { min, max } = slider.sliderRange(kind);
      const position = slider.positionOf(kind, Math.min(kind.max, Math.max(kind.min, value)));
      assert(position >= min && position <= max);
    }),
  );
});
