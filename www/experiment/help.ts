// The texts of the catalog that load after the first frame, or with the dialogs that show them.
import texts from "../../pkg/catalog.json?texts";
import { catalog } from "./catalog";
import { withHelp } from "./with-help";

withHelp(catalog).forEach(([part, name], i) => {
  part[name] = texts[i] ?? "";
});
