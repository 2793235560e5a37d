// The texts of the catalog that load after the first frame, or with the dialogs that show them.
import texts from "../../pkg/catalog.json?texts";
import { catalog } from "./catalog";
import { textOwners } from "./text-owners";

textOwners(catalog).forEach(([owner, name], i) => {
  owner[name] = texts[i] ?? "";
});
