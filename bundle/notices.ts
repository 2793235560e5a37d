// Writes licences.txt with the full licence texts of all bundled parts.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import type { Licences } from "../www/elements/dialogs/licences.ts";

const RULE = "-".repeat(80);

function notices(): string {
  const { parts, texts } = JSON.parse(
    readFileSync(new URL("../www/licences.json", import.meta.url), "utf8"),
  ) as Licences;
  const named = (index: number | null) =>
    parts
      .filter(({ text }) => text === index)
      .map(({ name, version, licence }) => `${version === null ? name : `${name} ${version}`}: ${licence}`);
  const sections = texts.map((text, index) => `${named(index).join("\n")}\n\n${text}`);
  return [
    "HNN Playground contains the following parts, under these licences.",
    named(null).join("\n"),
    ...sections,
  ].join(`\n\n${RULE}\n\n`);
}

export const licenceTexts = (): Plugin => ({
  name: "licence-texts",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "licences.txt", source: `${notices()}\n` });
  },
});
