// The texts of the catalog that the first frame doesn't show, in a fixed order: help of settings, summaries of systems and presets. The
// build takes them out of the catalog, and the page puts them back.
import type { Catalog } from "../../pkg/hnn_playground";

/** A record with a text, and the text's name. */
export type Late = { [name in "help" | "summary"]?: string };

export function withHelp({ settings, systems, presets }: Catalog): [Late, keyof Late][] {
  const infos = [...settings, ...systems.flatMap(({ parameters }) => parameters)];
  const helped: Late[] = infos.flatMap((info) => [
    info,
    ...("options" in info.kind ? info.kind.options : []),
  ]);
  return [
    ...helped.map((each): [Late, keyof Late] => [each, "help"]),
    ...[...systems, ...presets].map((each): [Late, keyof Late] => [each, "summary"]),
  ];
}
