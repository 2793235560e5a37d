// Names of exported files, built from the run and the contents.
import type { Session } from "../run/session";

/** "hnn-spring-seed3-step2000-planes" */
export const fileName = ({ settings, training }: Session, what: string, step = training?.step ?? 0): string =>
  `hnn-${settings.system}-seed${settings.seed}-step${step}-${what}`;
