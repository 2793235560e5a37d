// Shared by the browser tests: opens the page, reads its snapshot, waits for a state.
import { readFileSync } from "node:fs";
import { expect, type JSHandle, type Locator, type Page } from "@playwright/test";
import type { Catalog, SettingInfo, Value } from "../../pkg/hnn_playground";
import type { Snapshot } from "../../www/run/snapshot";

export const catalog = JSON.parse(
  readFileSync(new URL("../../pkg/catalog.json", import.meta.url), "utf8"),
) as Catalog;

/** A run of a second or two. */
export const QUICK = "width=8&steps=60";

/** Errors of the page and of its subresources. */
export function pageErrorsOf(page: Page): string[] {
  const pageErrors: string[] = [];
  page.on("console", (message) => {
    // Playwright blocks service workers in most tests.
    const ours = message.text() === "Service Worker registration blocked by Playwright";
    if (!ours && (message.type() === "error" || message.type() === "warning"))
      pageErrors.push(message.text());
  });
  page.on("pageerror", (error) => pageErrors.push(String(error)));
  page.on("requestfailed", (request) => pageErrors.push(`${request.url()}: ${request.failure()?.errorText}`));
  return pageErrors;
}

export const snapshot = (page: Page): Promise<Snapshot> =>
  page.evaluate(() => document.querySelector("hnn-playground")?.snapshot()) as Promise<Snapshot>;

/** Waits until the snapshot satisfies `condition`, and returns it. */
export async function until(
  page: Page,
  condition: (now: Snapshot) => boolean,
  timeout = 60_000,
): Promise<Snapshot> {
  let now = await snapshot(page);
  await expect
    .poll(
      async () => {
        now = await snapshot(page);
        return now !== undefined && condition(now);
      },
      { timeout, intervals: [50, 100, 200] },
    )
    .toBe(true);
  return now;
}

/** Waits until the run has reached its budget and everything shown is up to date. */
export const done = (page: Page, steps?: number): Promise<Snapshot> =>
  until(page, (now) => now.settled && now.finished && (steps === undefined || now.step === steps));

/** Selects a tab and waits for its content. */
export async function pick(page: Page, name: RegExp | string): Promise<void> {
  await page.getByRole("tab", { name }).click();
  await until(page, ({ settled }) => settled);
}

export async function open(page: Page, hash = ""): Promise<void> {
  await page.goto("about:blank");
  await page.goto(hash === "" ? "/" : `/#${hash}`);
  await expect(page.getByRole("button", { name: /^(Train|Pause training|Train longer)$/ })).toBeEnabled();
}

/** The part of a column's canvas inside the box of a body or a plane. */
export const drawn = (part: Locator): Promise<JSHandle<ImageData>> =>
  part.evaluateHandle((element) => {
    let root = element.getRootNode() as ShadowRoot;
    while (!root.querySelector("canvas")) root = root.host.getRootNode() as ShadowRoot;
    const canvas = root.querySelector("canvas") as HTMLCanvasElement;
    const [all, box] = [canvas.getBoundingClientRect(), element.getBoundingClientRect()];
    // Only the worker knows the canvas's backing size.
    const ratio = devicePixelRatio;
    const [x, y] = [ratio * (box.x - all.x), ratio * (box.y - all.y)].map(Math.round) as [number, number];
    const [width, height] = [ratio * box.width, ratio * box.height].map(Math.round) as [number, number];
    // Reads from a copy, because reading may change how a canvas is stored.
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy?.drawImage(canvas, -x, -y, Math.round(ratio * all.width), Math.round(ratio * all.height));
    return copy?.getImageData(0, 0, width, height) as ImageData;
  });

/** All settings of a system, in the order of the control panel. */
export const settingsOf = (system: string): SettingInfo[] => [
  ...catalog.settings,
  ...(catalog.systems.find((each) => each.id === system)?.parameters ?? []),
];

/** A setting that must exist. */
export function setting(key: string, system = "spring"): SettingInfo {
  const info = settingsOf(system).find((each) => each.key === key);
  if (!info) throw new Error(`The catalog has no ${key}.`);
  return info;
}

/** Sets a control by its label, as a user would. */
export async function choose(page: Page, info: SettingInfo, value: Value): Promise<void> {
  const { kind, label } = info;
  if (kind.type === "number") {
    const field = page.getByRole("textbox", { name: label, exact: true });
    await field.fill(String(value));
    await field.press("Enter");
    return;
  }
  if (kind.type === "vector") {
    const fields = page.getByRole("group", { name: label, exact: true }).getByRole("textbox");
    const values = value as number[];
    for (let i = 0; i < values.length; i++) {
      await fields.nth(i).fill(String(values[i]));
      await fields.nth(i).press("Enter");
    }
    return;
  }
  if (kind.type === "several") {
    const group = page.getByRole("group", { name: label, exact: true });
    const chosen = String(value).split(",");
    // First the new ones, since the last one can't be unchecked.
    for (const id of chosen) await group.locator(`[value=${id}]`).check();
    for (const { id } of kind.options.filter((option) => !chosen.includes(option.id)))
      await group.locator(`[value=${id}]`).uncheck();
    return;
  }
  if (kind.type !== "choice") throw new Error(`${label} has a control of its own`);
  const option = kind.options.find(({ id }) => id === value);
  const list = page.getByRole("combobox", { name: label, exact: true });
  if ((await list.count()) > 0) await list.selectOption(String(value));
  else
    await page.getByRole("radiogroup", { name: label }).getByRole("radio", { name: option?.label }).check();
}

/** An allowed value different from the current one. */
export function otherValue({ kind }: SettingInfo, now: Value): Value {
  if (kind.type === "choice") return kind.options.find(({ id }) => id !== now)?.id ?? now;
  if (kind.type === "several") {
    const present = String(now).split(",");
    const others = kind.options.map(({ id }) => id).filter((id) => !present.includes(id));
    // `choose` adds them before it removes the present ones.
    return others.slice(0, kind.most - present.length).join();
  }
  if (kind.type === "vector") return (now as number[]).map((x) => Number((0.7 * x + 0.1).toFixed(3)));
  if (kind.type !== "number") throw new Error(`no other value of ${now}`);
  const value = Number(now);
  const moved = value === 0 ? kind.max / 2 : value * 1.5 <= kind.max ? value * 1.5 : value * 0.6;
  if (!kind.integer) return Number(Math.max(kind.min, moved).toPrecision(3));
  const rounded = Math.round(Math.max(kind.min, moved));
  return rounded === value ? value + 1 : rounded;
}
