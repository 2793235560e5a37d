// The element and a page of another origin that embeds it, as docs/embedding.md tells it to.
import { readFileSync } from "node:fs";
import { type Served, serve } from "./serve";

/** The policy that docs/embedding.md tells a host to have. */
function documentedPolicy(origin: string): string {
  const text = readFileSync("docs/embedding.md", "utf8");
  const policy = text.match(/```http\nContent-Security-Policy: ([^`]*)```/)?.[1];
  if (!policy) throw new Error("docs/embedding.md states no policy.");
  return policy.replaceAll("https://playground.example", origin).replace(/\s+/g, " ").trim();
}

export const serveElement = (): Promise<Served> =>
  serve("dist-element", { under: "/vendor/", headers: { "Access-Control-Allow-Origin": "*" } });

/** A host with the documented policy, the documented example at `/example`, and other pages by their paths. */
export function serveHost(element: Served, pages: Record<string, string> = {}): Promise<Served> {
  const example = readFileSync("docs/embed-example.html", "utf8");
  return serve("docs", {
    headers: { "Content-Security-Policy": documentedPolicy(element.origin) },
    pages: {
      // As it is, but for where the element comes from, how long it trains, and an icon.
      "/example": example
        .replace(/src="[^"]*hnn-playground\.js"/, `src="${element.url}hnn-playground.js"`)
        .replace(/steps="\d+"/g, 'steps="100"')
        .replace("<title>", '<link rel="icon" href="data:,"><title>'),
      ...pages,
    },
  });
}
