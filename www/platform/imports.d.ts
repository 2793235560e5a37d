// Types of imports that only this project's bundler configuration understands.

/** The late texts of a catalog. */
declare module "*?texts" {
  const texts: string[];
  export default texts;
}

/** The gzipped file as base64. */
declare module "*?gzip" {
  const base64: string;
  export default base64;
}
