// Formats a reference for the article and the About dialog.
import { html } from "lit";
import type { Reference } from "./references";

export const cited = ({ authors, title, where, url }: Reference) =>
  html`${authors}: <a href=${url} rel="external noreferrer"><cite>${title}</cite></a>. ${where}.`;
