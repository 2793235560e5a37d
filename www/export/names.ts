// Names of files: what they are of stands in them.
import type { Session } from "../run/session";

/** "hnn-spring-seed3-step2000-planes" */
export const fileName = ({ settings, training }: Session, what: string, step = training?.step ?? 0): string =>
  `hnn-${settings.system}-seed${settings.seed}-step${step}-${what}`;
