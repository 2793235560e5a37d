// What the bundler makes of imports beyond those it knows by itself.

/** The file's bytes after gzip, as base64. */
declare module "*?gzip" {
  const base64: string;
  export default base64;
}
