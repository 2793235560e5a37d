// What is copied rather than saved: the code that shows the run on other people's pages, the citation of the paper.
import { platform } from "#platform";
import { systemInfo } from "../experiment/catalog";
import { linkOf } from "../experiment/link";
import type { Session } from "../run/session";
import { addressOf } from "./address";

/** Whether there is anything that another page could load: a file on a disk has nothing. */
export const canEmbed = (): boolean =>
  platform.elementScript !== undefined || location.protocol.startsWith("http");

export interface EmbedCode {
  code: string;
  /** What it is, as the beginning of a sentence. */
  what: string;
}

let script: string | null = null;

/** The address of the element's script, if it is there: `make run` and `make dist` serve none, only the published site does. */
async function elementScript(): Promise<string | null> {
  if (script !== null) return script;
  const address = platform.elementScript ?? new URL("element/hnn-playground.js", location.href).href;
  try {
    const { ok, headers } = await fetch(address, { method: "HEAD" });
    // Some servers answer with a page whatever is asked for.
    if (ok && /javascript/.test(headers.get("Content-Type") ?? "")) script = address;
  } catch {
    // No server, or none that lets this page ask.
  }
  return script;
}

/** The element with the attributes that repeat the run, and the script that defines it; without a script, a frame. */
export async function embedCode(session: Session): Promise<EmbedCode> {
  const address = await elementScript();
  if (address === null && session.site !== null) {
    return { code: frameCode(session), what: "The code that embeds this run in a frame" };
  }
  const element = elementCode(session);
  return address === null
    ? { code: element, what: "The element that shows this run on a page that has its script" }
    : {
        code: `<script type="module" src="${quoted(address)}"></script>\n${element}`,
        what: "The code that embeds this run",
      };
}

function elementCode({ experiment, view }: Session): string {
  const fields = new URLSearchParams(linkOf(experiment, view).slice(1));
  const attributes = [...fields].filter(([key]) => key !== "v").map(([key, text]) => attribute(key, text));
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
