// Writes www/licences.json: every part of the built page with its licence and the licence's text. --check only compares.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const OUT = "www/licences.json";
const TARGET = "wasm32-unknown-unknown";
/** Development packages with code that ends up in the site: the service worker and its registration. */
const BUNDLED = [
  "vite-plugin-pwa",
  "workbox-core",
  "workbox-precaching",
  "workbox-routing",
  "workbox-strategies",
  "workbox-window",
];

const json = (file) => JSON.parse(readFileSync(file, "utf8"));

/** The text of one of the available licences: MIT if possible, as the shortest. */
function textIn(folder) {
  const files = readdirSync(folder).filter((name) => /^(LICEN[CS]E|COPYING|OFL)/i.test(name));
  const chosen =
    files.find((name) => /MIT/i.test(name)) ?? files.find((name) => !/APACHE/i.test(name)) ?? files[0];
  return chosen === undefined ? null : readFileSync(join(folder, chosen), "utf8").replace(/\r/g, "").trim();
}

/** The crates compiled into the module: normal dependencies, without procedural macros. */
function crates() {
  const cargo = execFileSync("scripts/rust.sh", { encoding: "utf8" }).trim();
  const args = ["metadata", "--format-version", "1", "--locked", "--filter-platform", TARGET];
  const { packages, resolve } = JSON.parse(
    execFileSync(cargo, args, { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "inherit"] }),
  );
  const byId = new Map(packages.map((each) => [each.id, each]));
  const nodes = new Map(resolve.nodes.map((each) => [each.id, each]));
  const found = new Set();
  const visit = (id) => {
    if (found.has(id) || byId.get(id).targets.some(({ kind }) => kind.includes("proc-macro"))) return;
    found.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
    }
  };
  visit(resolve.root);
  // Our own crates have no registry.
  const all = [...found].map((id) => byId.get(id)).filter(({ source }) => source !== null);
  // A crate without a licence text usually has a sibling from the same repository with one.
  const text = (crate) =>
    [crate, ...all.filter(({ repository }) => repository !== null && repository === crate.repository)]
      .map(({ manifest_path }) => textIn(dirname(manifest_path)))
      .find((each) => each !== null) ?? null;
  return all.map((crate) => ({
    kind: "crate",
    name: crate.name,
    version: crate.version,
    licence: (crate.license ?? "").replaceAll("/", " OR "),
    text: text(crate),
  }));
}

/** The bundled npm packages. */
function packages() {
  const found = new Map();
  const visit = (name, from) => {
    const folder = [join(from, "node_modules", name), join("node_modules", name)].find((each) =>
      existsSync(each),
    );
    if (found.has(name) || !folder) return;
    const { version, license, dependencies = {} } = json(join(folder, "package.json"));
    found.set(name, { kind: "package", name, version, licence: license, text: textIn(folder) });
    for (const each of Object.keys(dependencies)) visit(each, folder);
  };
  for (const name of Object.keys(json("package.json").dependencies)) visit(name, ".");
  for (const name of BUNDLED) {
    const { version, license } = json(join("node_modules", name, "package.json"));
    found.set(name, {
      kind: "package",
      name,
      version,
      licence: license,
      text: textIn(join("node_modules", name)),
    });
  }
  // Only type declarations, which leave nothing in the bundle.
  for (const name of found.keys()) if (name.startsWith("@types/")) found.delete(name);
  return [...found.values()];
}

/** The typefaces, from the table in their README. */
function fonts() {
  const rows = readFileSync("www/fonts/README.md", "utf8")
    .split("\n")
    .filter((line) => /\.woff2/.test(line) && line.startsWith("|"));
  return rows.map((row) => {
    const [, , what, copyright] = row.split("|").map((cell) => cell.trim());
    // "Source Sans 3 (3.052), weights 400 to 600"
    const [, name, version] = what.match(/^(.+?) \(?([\d.]+)\)?(?:,|$)/) ?? [what, what, null];
    const text = `Copyright ${copyright}\n\n${textIn("www/fonts")}`;
    return { kind: "font", name, version, licence: "OFL-1.1", text };
  });
}

/** Linked into the module, but in no lock file. */
const STANDARD_LIBRARY = {
  kind: "crate",
  name: "Rust standard library",
  version: null,
  licence: "MIT OR Apache-2.0",
  text: null,
};

const byName = (a, b) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : String(a.version) < String(b.version) ? -1 : 1;
const parts = [STANDARD_LIBRARY, ...crates(), ...packages(), ...fonts()].sort(byName);
const unlicensed = parts.filter(({ licence }) => !licence);
if (unlicensed.length > 0)
  throw new Error(`No licence found for: ${unlicensed.map(({ name }) => name).join(", ")}`);

const texts = [...new Set(parts.map(({ text }) => text).filter((text) => text !== null))].sort();
const now = `${JSON.stringify(
  {
    parts: parts.map((part) => ({ ...part, text: part.text === null ? null : texts.indexOf(part.text) })),
    texts,
  },
  null,
  1,
)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(OUT, now);
  console.log(`${OUT}: ${parts.length} parts, ${texts.length} texts`);
} else if (!existsSync(OUT) || readFileSync(OUT, "utf8") !== now) {
  const named = ({ parts }) =>
    new Set(parts.map(({ name, version, licence }) => `${name} ${version ?? ""} (${licence})`));
  const [before, after] = [existsSync(OUT) ? named(json(OUT)) : new Set(), named(JSON.parse(now))];
  for (const each of before) if (!after.has(each)) console.error(`- ${each}`);
  for (const each of after) if (!before.has(each)) console.error(`+ ${each}`);
  console.error(`${OUT} is out of date. Run: make licences`);
  process.exit(1);
}
