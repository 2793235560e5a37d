// The standalone page: its element, the URL hash, what the browser remembers, and the keys.
import { platform } from "#platform";
import "./components/playground";
import type { Theme } from "./components/instrument";
import type { HnnPlayground } from "./components/playground";
import { forget, notKept, recall, remember, watch } from "./storage";

const THEME_KEY = "theme";
/** Browsers refuse hundreds of changes of the address in a row; a drag makes them. */
const ADDRESS_DELAY_MS = 300;

const playground = document.querySelector("hnn-playground") as HnnPlayground;

// The element takes what is no theme for "auto".
playground.theme = (recall(THEME_KEY) ?? "auto") as Theme;
playground.addEventListener("themechange", () => {
  if (!remember(THEME_KEY, playground.theme)) playground.tell(notKept("The choice of colours"));
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

if (location.hash.length > 1) playground.link = location.hash;
addEventListener("hashchange", () => {
  playground.link = location.hash;
});

let timer = 0;
playground.addEventListener("linkchange", () => {
  clearTimeout(timer);
  timer = window.setTimeout(() => history.replaceState(null, "", playground.link), ADDRESS_DELAY_MS);
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
const KEYS: { key: string; label: string; action: () => void }[] = [
  { key: " ", label: "Train, or pause the training", action: () => playground.toggle() },
  { key: ".", label: "One training step", action: () => playground.step() },
  { key: "r", label: "Reset: the same seed from the start", action: () => playground.reset() },
  { key: "k", label: "Play the motion, or pause it", action: () => playground.toggleMotion() },
  { key: "j", label: "Motion one step back", action: () => playground.stepMotion(-1) },
  { key: "l", label: "Motion one step on", action: () => playground.stepMotion(1) },
  { key: "p", label: "Pin this run", action: () => void playground.pin() },
];

addEventListener("keydown", (event) => {
  const action = KEYS.find(({ key }) => key === event.key)?.action;
  const target = event.composedPath()[0];
  const typing = target instanceof HTMLElement && target.matches("input, select, textarea");
  const pressing = target instanceof HTMLElement && target.matches("button, a") && event.key === " ";
  if (!action || typing || pressing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
});
