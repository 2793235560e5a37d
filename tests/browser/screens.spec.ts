// Tests that nine states of the page match their reference screenshots. After an intended change,
// `npx playwright test screens --update-snapshots` makes new ones; look at them before committing.
import { expect, type Page, test } from "@playwright/test";
import { done, open } from "./page";

const RUN = "v=1&seed=3&width=16&steps=300";
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

interface State {
  name: string;
  hash: string;
  viewport: { width: number; height: number };
  dark?: boolean;
  enter?: (page: Page) => Promise<void>;
}

const STATES: State[] = [
  { name: "desktop", hash: RUN, viewport: DESKTOP },
  { name: "desktop-dark", hash: RUN, viewport: DESKTOP, dark: true },
  {
    name: "pendulum-difference",
    hash: `${RUN}&system=pendulum&map=difference&strip=learned`,
    viewport: { width: 1280, height: 720 },
  },
  { name: "comparison", hash: `${RUN}&tab=compare`, viewport: DESKTOP },
  { name: "tour", hash: `${RUN}&map=divergence&tour=3`, viewport: DESKTOP },
  {
    name: "article",
    hash: RUN,
    viewport: DESKTOP,
    enter: (page) => page.getByRole("button", { name: /^How it works/ }).click(),
  },
  {
    name: "experiments",
    hash: RUN,
    viewport: DESKTOP,
    enter: (page) => page.getByRole("button", { name: "Experiments to try" }).first().click(),
  },
  {
    name: "own",
    hash: `${RUN}&system=own&hamiltonian=(p1^2 %2B p2^2)/2 %2B (q1^2 %2B q2^2)/2 %2B λ (q1^2 q2 - q2^3/3)`,
    viewport: DESKTOP,
  },
  { name: "phone", hash: RUN, viewport: PHONE },
];

for (const { name, hash, viewport, dark, enter } of STATES) {
  test.describe(name, () => {
    const phone = viewport === PHONE;
    test.use({
      viewport,
      hasTouch: phone,
      isMobile: phone,
      colorScheme: dark ? "dark" : "light",
      // Playback is paused at its end.
      reducedMotion: "reduce",
    });

    test("matches its screenshot", async ({ page }) => {
      await open(page, hash);
      await done(page, 300);
      await expect(page.getByRole("heading", { name: "References" })).toBeAttached();
      await page.evaluate(() => document.fonts.ready);
      await enter?.(page);
      await expect(page).toHaveScreenshot(`${name}.png`, {
        animations: "disabled",
        maxDiffPixelRatio: 0.02,
        timeout: 60_000,
      });
    });
  });
}
