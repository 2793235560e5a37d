// What is copied rather than saved: the link to the run, the element for other people's pages, the citation of the paper.
import type { Session } from "../session";
import { linkOf } from "../state";

/** The address that repeats the run. */
export const addressOf = ({ experiment, view }: Session): string =>
  new URL(linkOf(experiment, view), location.href).href;

/** The element's script beside the published page; docs/embedding.md says how it gets there. */
const ELEMENT = "element/hnn-playground.js";

/** Whether there is a script that another page could load: a file on a disk has none. */
export const canEmbed = (): boolean => location.protocol.startsWith("http");

/** The element with the attributes that repeat the run, and the script that defines it. */
export function embedCode({ experiment, view }: Session): string {
  const script = new URL(ELEMENT, new URL(".", location.href)).href;
  const fields = new URLSearchParams(linkOf(experiment, view).slice(1));
  const attributes = [...fields].filter(([key]) => key !== "v").map(([key, text]) => attribute(key, text));
  return [
    `<script type="module" src="${quoted(script)}"></script>`,
    `<hnn-playground ${attributes.join(" ")}></hnn-playground>`,
    "",
  ].join("\n");
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
