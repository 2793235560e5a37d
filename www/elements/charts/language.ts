// Imported before uPlot, which makes a number format of the browser's language as it loads. WebKitGTK calls the language of the
// POSIX locale "C": that is no language tag, and the page would stay blank.
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en", configurable: true });
}
