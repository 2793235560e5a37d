// The standalone page: connects <hnn-playground> to the URL hash, local storage, keyboard shortcuts, the tour and the article.
import { platform } from "#platform";
import "../elements/playground";
import type { HnnPlayground } from "../elements/playground";
import type { Motion, Theme } from "../elements/preferences";
import { type Binding, followKeys } from "../elements/shared/shortcuts";
import { requestFrom, unreadable } from "../experiment/link";
import { load, remove, save, saveFailed, watch } from "./storage";

const THEME_KEY = "theme";
const MOTION_KEY = "motion";
const SHORTCUTS_KEY = "shortcuts";
/** Relative links: the repository has no public address yet. */
const BESIDE = { source: "./README.md", licences: "./licences.txt" };
/** Browsers limit how often the address may change, and a drag would exceed the limit. */
const ADDRESS_DELAY_MS = 300;
/** The article loads after the first training step, or after this time if there is none. */
const ARTICLE_DELAY_MS = 8000;

const playground = document.querySelector("hnn-playground") as HnnPlayground;

playground.site = location.href.replace(/#.*$/, "");

// The element treats unknown values as "auto".
playground.theme = (load(THEME_KEY) ?? "auto") as Theme;
playground.motion = (load(MOTION_KEY) ?? "auto") as Motion;
// The article shows the run's numbers while the playground is out of view.
playground.keepTraining = true;
playground.shortcuts = load(SHORTCUTS_KEY) !== false;
playground.addEventListener("preferencechange", () => {
  const { theme, motion, shortcuts } = playground;
  const saved = [save(THEME_KEY, theme), save(MOTION_KEY, motion), save(SHORTCUTS_KEY, shortcuts)];
  if (!saved.every(Boolean)) playground.tell(saveFailed("The colour, motion and keyboard settings"));
});

const PINS_KEY = "pins";
playground.pins = load(PINS_KEY);
playground.addEventListener("pinschange", () => {
  const { pins } = playground;
  const saved = pins.length > 0 ? save(PINS_KEY, pins) : remove(PINS_KEY);
  if (!saved) playground.tell(saveFailed("The pinned runs"));
});
watch(PINS_KEY, () => {
  playground.pins = load(PINS_KEY);
});

/** Imports part of the page on demand. On failure, shows a message that offers to retry, and returns null. */
async function loadPart<Part>(
  name: string,
  importPart: () => Promise<Part>,
  retry: () => void,
): Promise<Part | null> {
  try {
    return await importPart();
  } catch {
    const sentence = `${name} could not be loaded: the server did not answer.`;
    playground.tell(sentence, { label: "Try again", act: retry });
    return null;
  }
}

/** Opens the experiment in a hash. A hash with only a tour step opens that step with its own settings. */
async function openHash(hash: string): Promise<void> {
  const fields = new URLSearchParams(hash.slice(1));
  const stepOnly = fields.has("tour") && [...fields.keys()].every((key) => key === "tour" || key === "v");
  const tour = stepOnly
    ? await loadPart(
        "The tour",
        () => import("./tour-steps"),
        () => void openHash(hash),
      )
    : null;
  playground.link = withDefaults(tour?.linkOfStep(Number(fields.get("tour"))) || hash);
  if (fields.has("tour") && !(stepOnly && !tour)) await openTour();
}

/** Adds defaults for `hide` and `lecture`: on this page, a hash without them shows all parts. */
function withDefaults(hash: string): string {
  if (unreadable(requestFrom(hash)) !== null) return hash;
  const fields = new URLSearchParams(hash.slice(1));
  const missing = ["hide=none", "lecture=0"].filter((field) => !fields.has(field.split("=")[0] ?? ""));
  return `#${[hash.slice(1), ...missing].filter((part) => part !== "").join("&")}`;
}

/** Shows the tour's card, at `step` if it is positive. */
async function openTour(step = 0): Promise<void> {
  const part = await loadPart(
    "The tour",
    () => import("./tour"),
    () => void openTour(step),
  );
  if (!part) return;
  let card = playground.querySelector("hnn-tour");
  if (!card) {
    card = new part.HnnTour();
    card.slot = "guide";
    card.playground = playground;
    card.addEventListener("left", () => document.getElementById("tour")?.focus());
    playground.append(card);
  }
  if (step > 0) await card.go(step);
}

/** Loads the article; with `read`, also scrolls to it. */
async function loadArticle(read = false): Promise<void> {
  const article = document.querySelector("hnn-article") as HTMLElementTagNameMap["hnn-article"];
  article.playground = playground;
  const retry = () => void loadArticle(read);
  if (!(await loadPart("The article", () => import("./article"), retry))) return;
  await article.updateComplete;
  if (read) article.read();
}

if (location.hash.length > 1) void openHash(location.hash);

document.getElementById("tour")?.addEventListener("click", () => void openTour(1));
document.getElementById("read")?.addEventListener("click", () => void loadArticle(true));
const articleTimer = setTimeout(loadArticle, ARTICLE_DELAY_MS);
playground.addEventListener("progress", function once({ detail }: CustomEventInit<{ step: number }>) {
  if (!detail || detail.step === 0) return;
  playground.removeEventListener("progress", once);
  clearTimeout(articleTimer);
  void loadArticle();
});

/** The lecture view hides the article. */
function updateArticle(): void {
  const article = document.querySelector("hnn-article");
  if (article) article.hidden = playground.view.lecture;
}
playground.addEventListener("shown", updateArticle);

let addressTimer = 0;
/** The last hash that was read or written. */
let lastHash = location.hash;

/** Writes the current run to the address bar. An address that was not fully readable stays in the history. */
function writeAddress(): void {
  const { link } = playground;
  if (link === lastHash) return;
  const write = playground.misread === withDefaults(lastHash) ? "pushState" : "replaceState";
  try {
    history[write](null, "", link);
    lastHash = location.hash;
  } catch {
    // Browsers refuse in some frames, and after more than a hundred changes in half a minute.
  }
}

addEventListener("hashchange", () => {
  clearTimeout(addressTimer);
  lastHash = location.hash;
  void openHash(lastHash);
});
playground.addEventListener("linkchange", () => {
  updateArticle();
  clearTimeout(addressTimer);
  addressTimer = window.setTimeout(() => {
    // Don't overwrite a new hash that hasn't been opened yet.
    if (location.hash === lastHash) writeAddress();
  }, ADDRESS_DELAY_MS);
});

// Offline caching waits for the first results: until then, its downloads would delay the training.
playground.addEventListener(
  "progress",
  () =>
    void platform.keepOffline?.((reload) =>
      playground.tell("A newer version of this page is ready. Reloading restarts this experiment.", {
        label: "Reload",
        act: reload,
      }),
    ),
  { once: true },
);

/** The page's keyboard shortcuts, with the labels of the shortcut list. */
const KEYS: Binding[] = [
  { key: " ", label: "Start or pause training", action: () => playground.toggle() },
  { key: ".", label: "One training step", action: () => playground.step(), repeats: true },
  { key: "r", label: "Reset: start over with the same seed", action: () => playground.reset() },
  { key: "k", label: "Play or pause the motion", action: () => playground.toggleMotion() },
  { key: "j", label: "Step the motion back", action: () => playground.stepMotion(-1), repeats: true },
  { key: "l", label: "Step the motion forward", action: () => playground.stepMotion(1), repeats: true },
  { key: "p", label: "Pin this run", action: () => void playground.pin() },
  { key: "?", label: "Show this list", action: () => playground.open("keyboard") },
];
playground.keys = KEYS;
// Opened as a single file, the page may lack these files.
playground.beside = location.protocol === "file:" ? null : BESIDE;

/** Shortcuts don't apply to readers of the article: there, Space scrolls. */
function playgroundInView(): boolean {
  const { top, bottom } = playground.getBoundingClientRect();
  return Math.min(bottom, innerHeight) - Math.max(top, 0) >= innerHeight / 2;
}
followKeys(KEYS, (key) => playground.shortcuts && (key === "?" || playgroundInView()));
