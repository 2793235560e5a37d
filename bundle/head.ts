// What the site's page says of itself to those who link to it: icons, social preview. The other builds go without.
import type { HtmlTagDescriptor, Plugin } from "vite";

const TITLE = "HNN Playground";
const SENTENCE =
  "Which network conserves energy? Train a Hamiltonian one and a plain one, live in your browser.";
const PICTURE_ALT =
  "Three phase planes: the true orbit closes, the plain network’s spirals, the Hamiltonian network’s closes.";

/**
 * Whoever shows a preview wants its picture's full address, which a site that may lie anywhere does not know:
 * SITE_URL names it, and the published workflow sets that. Without it the address is relative, which some readers accept.
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
