// The standalone page: its element, the URL hash, what the browser remembers, and the keys.
import "./components/playground";
import type { Theme } from "./components/instrument";
import type { HnnPlayground } from "./components/playground";

const THEME_KEY = "hnn-playground.theme";
/** Browsers refuse hundreds of changes of the address in a row; a drag makes them. */
const ADDRESS_DELAY_MS = 300;

const playground = document.querySelector("hnn-playground") as HnnPlayground;

/** Storage may be denied; the page then forgets, and works. */
function remembered(): Theme | null {
  try {
    return localStorage.getItem(THEME_KEY) as Theme | null;
  } catch {
    return null;
  }
}

playground.theme = remembered() ?? "auto";
playground.addEventListener("themechange", () => {
  try {
    localStorage.setItem(THEME_KEY, playground.theme);
  } catch {
    // Denied: the choice lasts as long as the page.
  }
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
