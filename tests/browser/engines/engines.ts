// The engines under test and how to start them. ENGINES="chromium firefox" selects some, if not all are available.
import { execFileSync } from "node:child_process";
import { test } from "@playwright/test";
import { openChromium } from "./chromium";
import type { Driver } from "./driver";
import { openFirefox } from "./firefox";
import { openWebKit } from "./webkit";

/** The output of a project script. If it fails, the error contains its output, which names the command that helps. */
const printed = (script: string): string =>
  execFileSync(script, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();

const ENGINES: Record<string, (site: string) => Promise<Driver>> = {
  chromium: () => openChromium(test.info().project.use.launchOptions ?? {}),
  firefox: () => openFirefox(printed("scripts/firefox.sh")),
  webkit: (site) => openWebKit(printed("scripts/webkit.sh"), site),
};

/** The first run on a new machine also installs the browsers. */
export const PATIENCE_MS = 600_000;

export const engines: string[] = (process.env.ENGINES ?? Object.keys(ENGINES).join(" ")).split(/[\s,]+/);

export function openEngine(engine: string, site: string): Promise<Driver> {
  const open = ENGINES[engine];
  if (!open) {
    throw new Error(`ENGINES: “${engine}” is no engine; allowed: ${Object.keys(ENGINES).join(", ")}.`);
  }
  return open(site);
}
