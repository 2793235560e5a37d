// Text to copy: the code that embeds the run in another page, and the citation of the paper.
import { platform } from "#platform";
import { systemInfo } from "../experiment/catalog";
import { linkOf } from "../experiment/link";
import { OF_PARAMETERS } from "../experiment/request";
import type { Session } from "../run/session";
import { addressOf } from "./address";

/** Whether the run can be embedded. A page opened from a local file can't. */
export const canEmbed = (): boolean =>
  platform.elementScript !== undefined || location.protocol.startsWith("http");

export interface EmbedCode {
  code: string;
  /** A description that starts a sentence. */
  what: string;
}

let script: string | null = null;

/** The URL of the element's script, if it is published: `make run` and `make dist` don't serve it. */
async function elementScript(): Promise<string | null> {
  if (script !== null) return script;
  const address = platform.elementScript ?? new URL("element/hnn-playground.js", location.href).href;
  try {
    const { ok, headers } = await fetch(address, { method: "HEAD" });
    // Some servers return a page for every URL.
    if (ok && /javascript/.test(headers.get("Content-Type") ?? "")) script = address;
  } catch {
    // No server, or no permission to query it.
  }
  return script;
}

/** The element with attributes that repeat the run and the script that defines it; without the script, an iframe. */
export async function embedCode(session: Session): Promise<EmbedCode> {
  const address = await elementScript();
  if (address === null && session.site !== null) {
    return { code: frameCode(session), what: "The code that embeds this run in a frame" };
  }
  const element = elementCode(session);
  return address === null
    ? { code: element, what: "The element that shows this run on pages that load its script" }
    : {
        code: `<script type="module" src="${quoted(address)}"></script>\n${element}`,
        what: "The code that embeds this run",
      };
}

function elementCode({ experiment, view }: Session): string {
  const fields = new URLSearchParams(linkOf(experiment, view).slice(1));
  const attributes = [...fields]
    .filter(([key]) => key !== "v" && OF_PARAMETERS.every(([, prefix]) => !key.startsWith(prefix)))
    .map(([key, text]) => attribute(key, text));
  for (const [name, prefix] of OF_PARAMETERS) {
    const listed = [...fields].filter(([key]) => key.startsWith(prefix));
    const text = listed.map(([key, value]) => `${key.slice(prefix.length)}=${value}`).join(";");
    if (text !== "") attributes.push(attribute(name, text));
  }
  return `<hnn-playground ${attributes.join(" ")}></hnn-playground>\n`;
}

function frameCode(session: Session): string {
  const title = `HNN Playground: ${systemInfo(session.settings.system).label}`;
  const attributes = [
    attribute("src", addressOf(session)),
    attribute("title", title),
    'width="100%" height="800" style="border: 0" allow="fullscreen; clipboard-write"',
  ];
  return `<iframe ${attributes.join(" ")}></iframe>\n`;
}

const attribute = (key: string, text: string) => `${key.replaceAll("_", "-")}="${quoted(text)}"`;

const quoted = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

export const CITATION = `@inproceedings{greydanus2019hamiltonian,
  title     = {Hamiltonian Neural Networks},
  author    = {Greydanus, Samuel and Dzamba, Misko and Yosinski, Jason},
  booktitle = {Advances in Neural Information Processing Systems},
  volume    = {32},
  year      = {2019},
  eprint    = {1906.01563},
  archivePrefix = {arXiv}
}
`;
