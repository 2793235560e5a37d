// Tests that the page's fonts contain all Latin characters of its texts. scripts/fonts.py removes the others.
import { readdirSync, readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "@playwright/test";

const root = new URL("../../", import.meta.url);
const font = (name: string) => characters(readFileSync(new URL(`www/fonts/${name}.woff2`, root)));

/** Letters, signs and punctuation that such fonts usually have; system fonts supply the rest. */
const LATIN = /[\u0020-\u007e\u00a0-\u00ff\u2010-\u205f\u20ac\u2122\u2212]/u;

const PLAIN = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));

test("the fonts have every Latin character of the page’s texts", () => {
  const sources = readdirSync(new URL("www/", root), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) =>
      readFileSync(new URL(`www/${name}`, root), "utf8").replaceAll(/\/\*.*?\*\/|\/\/.*$/gms, ""),
    );
  const texts = ["index.html", "bench.html", "pkg/catalog.json"].map((name) =>
    readFileSync(new URL(name, root), "utf8"),
  );
  const used = new Set([...PLAIN, ...[...sources, ...texts].join("")].filter((c) => LATIN.test(c)));
  expect(used.has("ö"), "Störmer and Verlet are in the catalog").toBe(true);
  for (const name of ["stix-two-text", "playground-sans"]) {
    const has = font(name);
    expect(
      [...used].filter((c) => !has.has(c)),
      name,
    ).toEqual([]);
  }
});

test("the italic font has the symbols of all quantities", () => {
  const has = font("stix-two-text-italic");
  expect(PLAIN.filter((c) => /[A-Za-z0-9]/.test(c) && !has.has(c))).toEqual([]);
});

/** The characters in a WOFF2 file (W3C Recommendation, section 4): one Brotli stream holds all tables; `cmap` is as in OpenType. */
function characters(file: Buffer): Set<string> {
  const tables = file.readUInt16BE(12);
  let at = 48;
  const length = () => {
    for (let value = 0; ; ) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let [offset, cmap] = [0, -1];
  for (let i = 0; i < tables; i++) {
    const flags = file.readUInt8(at++);
    const [tag, version] = [flags & 63, flags >> 6];
    if (tag === 63) at += 4;
    const original = length();
    // glyf and loca (10 and 11) are transformed in version 0, other tables in any other version.
    const stored = (tag === 10 || tag === 11) === (version === 0) ? length() : original;
    if (tag === 0) cmap = offset;
    offset += stored;
  }
  const data = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)));
  const found = new Set<string>();
  for (let i = 0; i < data.readUInt16BE(cmap + 2); i++) {
    const sub = cmap + data.readUInt32BE(cmap + 4 + 8 * i + 4);
    if (data.readUInt16BE(sub) !== 4) continue;
    const segments = data.readUInt16BE(sub + 6) / 2;
    for (let s = 0; s < segments; s++) {
      const end = data.readUInt16BE(sub + 14 + 2 * s);
      const start = data.readUInt16BE(sub + 16 + 2 * (segments + s));
      for (let c = start; c <= end && c < 0xffff; c++) found.add(String.fromCharCode(c));
    }
  }
  return found;
}
