// What of the catalog has a help text, in a fixed order. The build takes these texts out of the catalog, and the page puts them back.
import type { Catalog } from "../../pkg/hnn_playground";

export function withHelp({ settings, systems }: Catalog): { help: string }[] {
  const infos = [...settings, ...systems.flatMap(({ parameters }) => parameters)];
  return infos.flatMap((info) => [info, ...("options" in info.kind ? info.kind.options : [])]);
}
