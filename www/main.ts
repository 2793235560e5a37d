// The standalone page: its element, the URL hash, what the browser remembers, and the keys.
import "./components/playground";
import type { Theme } from "./components/instrument";
import type { HnnPlayground } from "./components/playground";
import { notKept, recall, remember } from "./storage";

const THEME_KEY = "theme";
/** Browsers refuse hundreds of changes of the address in a row; a drag makes them. */
const ADDRESS_DELAY_MS = 300;

const playground = document.querySelector("hnn-playground") as HnnPlayground;

// The element takes what is no theme for "auto".
playground.theme = (recall(THEME_KEY) ?? "auto") as Theme;
playground.addEventListener("themechange", () => {
  if (!remember(THEME_KEY, playground.theme)) playground.tell(notKept("The choice of colours"));
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

const KEYS: Record<string, () => void> = {
  " ": () => playground.toggle(),
  ".": () => playground.step(),
  r: () => playground.reset(),
};

addEventListener("keydown", (event) => {
  const action = KEYS[event.key];
  const target = event.composedPath()[0];
  const typing = target instanceof HTMLElement && target.matches("input, select, textarea");
  const pressing = target instanceof HTMLElement && target.matches("button, a") && event.key === " ";
  if (!action || typing || pressing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
});
