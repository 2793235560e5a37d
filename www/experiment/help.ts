// The help texts of the settings, which load after the first frame.
import texts from "../../pkg/catalog.json?texts";
import { catalog } from "./catalog";
import { withHelp } from "./with-help";

withHelp(catalog).forEach((each, i) => {
  each.help = texts[i] ?? "";
});
