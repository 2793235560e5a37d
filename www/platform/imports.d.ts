// Types of imports that only this project's bundler configuration understands.

/** The gzipped file as base64. */
declare module "*?gzip" {
  const base64: string;
  export default base64;
}
