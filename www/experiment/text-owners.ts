// The texts of the catalog that the first frame doesn't show, in a fixed order: help of settings, summaries of systems and presets. The
// build takes them out of the catalog, and the page puts them back.
import type { Catalog } from "../../pkg/hnn_playground";

type Name = "help" | "summary";

/** A record with a text, and the text's name. */
export type TextOwner = [{ [name in Name]?: string }, Name];

export function textOwners({
  settings,
  systems,
  presets,
}: Pick<Catalog, "settings" | "systems" | "presets">): TextOwner[] {
  const infos = [...settings, ...systems.flatMap(({ parameters }) => parameters)];
  const helped = infos.flatMap((info) => [info, ...("options" in info.kind ? info.kind.options : [])]);
  return [
    ...helped.map((each): TextOwner => [each, "help"]),
    ...[...systems, ...presets].map((each): TextOwner => [each, "summary"]),
  ];
}
