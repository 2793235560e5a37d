// Fixes navigator.language before uPlot is imported, which creates a number format from it. In the POSIX locale, WebKitGTK
// reports "C", which is not a language tag: uPlot would throw, and the page would stay blank.
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en", configurable: true });
}
