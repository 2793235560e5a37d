// What the page is made of and under which licences, texts included: loaded when somebody asks. scripts/licences.mjs writes the list.

export interface Part {
  kind: "crate" | "package" | "font";
  name: string;
  /** null where none is stated: typefaces, Rust's standard library. */
  version: string | null;
  /** SPDX expression. */
  licence: string;
  /** Index of its licence's text. */
  text: number | null;
}

export interface Licences {
  parts: Part[];
  texts: string[];
}

export const licences = async (): Promise<Licences> =>
  (await import("../../licences.json")).default as Licences;
