// The page's dependencies and their licence texts, loaded on demand. scripts/licences.mjs writes the list.

export interface Part {
  kind: "crate" | "package" | "font";
  name: string;
  /** null if there is none: typefaces, Rust's standard library. */
  version: string | null;
  /** SPDX expression. */
  licence: string;
  /** Index into `texts`; null if the part has no text of its own. */
  text: number | null;
}

export interface Licences {
  parts: Part[];
  texts: string[];
}

export const licences = async (): Promise<Licences> =>
  (await import("../../licences.json")).default as Licences;
