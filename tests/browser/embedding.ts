// Servers for the element and for a page of another origin that embeds it as docs/embedding.md describes.
import { readFileSync } from "node:fs";
import { type Served, serve } from "./serve";

/** The Content-Security-Policy that docs/embedding.md requires of a host page. */
function documentedPolicy(origin: string): string {
  const text = readFileSync("docs/embedding.md", "utf8");
  const policy = text.match(/```http\nContent-Security-Policy: ([^`]*)```/)?.[1];
  if (!policy) throw new Error("docs/embedding.md states no policy.");
  return policy.replaceAll("https://playground.example", origin).replace(/\s+/g, " ").trim();
}

export const serveElement = (): Promise<Served> =>
  serve("dist-element", { under: "/vendor/", headers: { "Access-Control-Allow-Origin": "*" } });

/** A host with the documented policy, the documented example at `/example`, and further pages by path. */
export function serveHost(element: Served, pages: Record<string, string> = {}): Promise<Served> {
  const example = readFileSync("docs/embed-example.html", "utf8");
  return serve("docs", {
    headers: { "Content-Security-Policy": documentedPolicy(element.origin) },
    pages: {
      // Unchanged except for the element's URL, the training length, and an icon.
      "/example": example
        .replace(/src="[^"]*hnn-playground\.js"/, `src="${element.url}hnn-playground.js"`)
        .replace(/steps="\d+"/g, 'steps="100"')
        .replace("<title>", '<link rel="icon" href="data:,"><title>'),
      ...pages,
    },
  });
}
