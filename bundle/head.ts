// Adds icons and the social preview to the page's head; only for the site.
import type { HtmlTagDescriptor, Plugin } from "vite";

const TITLE = "HNN Playground";
const SENTENCE = "Which network conserves energy? Train a Hamiltonian and a plain one, live in your browser.";
const PICTURE_ALT =
  "Three phase planes: the true orbit closes, the plain network’s spirals, the Hamiltonian network’s closes.";

/**
 * Link previews need an absolute image URL. SITE_URL, which the publish workflow sets, provides it.
 * Without SITE_URL the image URL is relative, which some services accept.
 */
export function head(site = process.env.SITE_URL ?? ""): Plugin {
  const base = site === "" ? "./" : site.replace(/\/*$/, "/");
  const meta = (key: "property" | "name", name: string, content: string): HtmlTagDescriptor => ({
    tag: "meta",
    attrs: { [key]: name, content },
    injectTo: "head",
  });
  const link = (rel: string, href: string): HtmlTagDescriptor => ({
    tag: "link",
    attrs: { rel, href },
    injectTo: "head",
  });
  const tags: HtmlTagDescriptor[] = [
    link("apple-touch-icon", "./apple-touch-icon.png"),
    meta("name", "theme-color", "#15191d"),
    meta("property", "og:type", "website"),
    meta("property", "og:title", TITLE),
    meta("property", "og:description", SENTENCE),
    meta("property", "og:image", `${base}social.png`),
    meta("property", "og:image:width", "1200"),
    meta("property", "og:image:height", "630"),
    meta("property", "og:image:alt", PICTURE_ALT),
    meta("name", "twitter:card", "summary_large_image"),
  ];
  if (site !== "") {
    tags.push(meta("property", "og:url", base), link("canonical", base));
  }
  return {
    name: "head",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { filename }) => (filename.endsWith("/index.html") ? tags : []),
    },
  };
}
