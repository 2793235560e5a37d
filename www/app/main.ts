// The standalone page: its element, the URL hash, what the browser remembers, the keys, the text around the instrument.
import { platform } from "#platform";
import "../elements/playground";
import type { HnnPlayground } from "../elements/playground";
import type { Motion, Theme } from "../elements/preferences";
import { type Binding, followKeys } from "../elements/shared/shortcuts";
import { requestFrom, unreadable } from "../experiment/link";
import { forget, notKept, recall, remember, watch } from "./storage";

const THEME_KEY = "theme";
const MOTION_KEY = "motion";
const SHORTCUTS_KEY = "shortcuts";
/** Until the repository has a public address, the source is what lies beside the page. */
const BESIDE = { source: "./README.md", licences: "./licences.txt" };
/** Browsers refuse hundreds of changes of the address in a row; a drag makes them. */
const ADDRESS_DELAY_MS = 300;
/** The text comes after the first trained frame, or after this time if there is none. */
const TEXT_DELAY_MS = 8000;

const playground = document.querySelector("hnn-playground") as HnnPlayground;

playground.site = location.href.replace(/#.*$/, "");

// The element takes what is none of its choices for "auto".
playground.theme = (recall(THEME_KEY) ?? "auto") as Theme;
playground.motion = (recall(MOTION_KEY) ?? "auto") as Motion;
// The article beneath shows the numbers of the run that is out of view there.
playground.keepTraining = true;
playground.shortcuts = recall(SHORTCUTS_KEY) !== false;
playground.addEventListener("preferencechange", () => {
  const { theme, motion, shortcuts } = playground;
  const kept = [remember(THEME_KEY, theme), remember(MOTION_KEY, motion), remember(SHORTCUTS_KEY, shortcuts)];
  if (!kept.every(Boolean)) playground.tell(notKept("The choice of colours, motion and keys"));
});

const PINS_KEY = "pins";
playground.pins = recall(PINS_KEY);
playground.addEventListener("pinschange", () => {
  const { pins } = playground;
  const kept = pins.length > 0 ? remember(PINS_KEY, pins) : forget(PINS_KEY);
  if (!kept) playground.tell(notKept("The pinned runs"));
});
watch(PINS_KEY, () => {
  playground.pins = recall(PINS_KEY);
});

/** A part of the page that is loaded when it is needed; null if it cannot be loaded, which is said with a way to try again. */
async function loaded<Part>(
  name: string,
  load: () => Promise<Part>,
  again: () => void,
): Promise<Part | null> {
  try {
    return await load();
  } catch {
    const sentence = `${name} could not be loaded: the server did not answer.`;
    playground.tell(sentence, { label: "Try again", act: again });
    return null;
  }
}

/** Opens what a hash describes. One that names a step of the tour and nothing else asks for the state of that step. */
async function follow(hash: string): Promise<void> {
  const fields = new URLSearchParams(hash.slice(1));
  const bare = fields.has("tour") && [...fields.keys()].every((key) => key === "tour" || key === "v");
  const tour = bare
    ? await loaded(
        "The tour",
        () => import("./tour-steps"),
        () => void follow(hash),
      )
    : null;
  playground.link = whole(tour?.linkOfStep(Number(fields.get("tour"))) || hash);
  if (fields.has("tour") && !(bare && !tour)) await guide();
}

/** The address describes the whole page: what it doesn't name has its default, the parts that are shown included. */
function whole(hash: string): string {
  if (unreadable(requestFrom(hash)) !== null) return hash;
  const fields = new URLSearchParams(hash.slice(1));
  const missing = ["hide=none", "lecture=0"].filter((field) => !fields.has(field.split("=")[0] ?? ""));
  return `#${[hash.slice(1), ...missing].filter((part) => part !== "").join("&")}`;
}

/** Shows the card of the tour, at `step` if one is given. */
async function guide(step = 0): Promise<void> {
  const part = await loaded(
    "The tour",
    () => import("./tour"),
    () => void guide(step),
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

async function text(read = false): Promise<void> {
  const article = document.querySelector("hnn-article") as HTMLElementTagNameMap["hnn-article"];
  article.playground = playground;
  const again = () => void text(read);
  if (!(await loaded("The article", () => import("./article"), again))) return;
  await article.updateComplete;
  if (read) article.read();
}

if (location.hash.length > 1) void follow(location.hash);

document.getElementById("tour")?.addEventListener("click", () => void guide(1));
document.getElementById("read")?.addEventListener("click", () => void text(true));
const later = setTimeout(text, TEXT_DELAY_MS);
playground.addEventListener("progress", function once({ detail }: CustomEventInit<{ step: number }>) {
  if (!detail || detail.step === 0) return;
  playground.removeEventListener("progress", once);
  clearTimeout(later);
  void text();
});

/** A lecture has the page to itself. */
function makeRoom(): void {
  const article = document.querySelector("hnn-article");
  if (article) article.hidden = playground.view.lecture;
}
playground.addEventListener("shown", makeRoom);

let timer = 0;
/** The address as the page knows it. */
let known = location.hash;

/** Makes the address that of the present run. One that could not be read whole stays in the history. */
function writeAddress(): void {
  const { link } = playground;
  if (link === known) return;
  const write = playground.misread === whole(known) ? "pushState" : "replaceState";
  try {
    history[write](null, "", link);
    known = location.hash;
  } catch {
    // Browsers refuse in some frames, and more than a hundred times in half a minute.
  }
}

addEventListener("hashchange", () => {
  clearTimeout(timer);
  known = location.hash;
  void follow(known);
});
playground.addEventListener("linkchange", () => {
  makeRoom();
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    // An address that was just given and is not followed yet stays.
    if (location.hash === known) writeAddress();
  }, ADDRESS_DELAY_MS);
});

// Not before there is something to see: until then the network is for the training alone.
playground.addEventListener(
  "progress",
  () =>
    void platform.keepOffline?.((reload) =>
      playground.tell("A newer version of this page is ready. Reloading begins this experiment again.", {
        label: "Reload",
        act: reload,
      }),
    ),
  { once: true },
);

/** The page's own keys; what each does, for whoever lists them. */
const KEYS: Binding[] = [
  { key: " ", label: "Train, or pause the training", action: () => playground.toggle() },
  { key: ".", label: "One training step", action: () => playground.step(), repeats: true },
  { key: "r", label: "Reset: the same seed from the start", action: () => playground.reset() },
  { key: "k", label: "Play the motion, or pause it", action: () => playground.toggleMotion() },
  { key: "j", label: "Motion one step back", action: () => playground.stepMotion(-1), repeats: true },
  { key: "l", label: "Motion one step on", action: () => playground.stepMotion(1), repeats: true },
  { key: "p", label: "Pin this run", action: () => void playground.pin() },
  { key: "?", label: "This list", action: () => playground.open("keyboard") },
];
playground.keys = KEYS;
// A file opened from a disk may have nothing beside it.
playground.beside = location.protocol === "file:" ? null : BESIDE;

/** Who reads the article means the text by Space, and has no run in view to change. */
function instrumentInView(): boolean {
  const { top, bottom } = playground.getBoundingClientRect();
  return Math.min(bottom, innerHeight) - Math.max(top, 0) >= innerHeight / 2;
}
followKeys(KEYS, (key) => playground.shortcuts && (key === "?" || instrumentInView()));
