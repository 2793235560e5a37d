// Tests saving and opening weights and run records, and that unsuitable files are refused without harm.
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import type { RunRecord } from "../../pkg/hnn_playground";
import { done, open, pageErrorsOf, snapshot, until } from "./page";

interface SavedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Save & share" });

async function openFiles(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save & share" }).click();
  await expect(dialog(page)).toBeVisible();
}

async function save(page: Page, button: string): Promise<SavedFile> {
  await openFiles(page);
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const download = await arriving;
  const buffer = readFileSync(await download.path());
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  return { name: download.suggestedFilename(), mimeType: "application/octet-stream", buffer };
}

async function choose(page: Page, file: SavedFile): Promise<void> {
  await openFiles(page);
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  await (await choosing).setFiles(file);
}

test("weights give the same rollouts in another run, and training continues from them", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, "width=12&steps=120&seed=4");
  const first = await done(page);
  const file = await save(page, "Download weights of the HNN");
  expect(file.name).toBe("hnn-spring-hnn-seed4-step120.safetensors");

  await open(page, "width=12&steps=10&seed=9");
  const before = await done(page);
  expect(before.learners.hnn?.finalState).not.toEqual(first.learners.hnn?.finalState);
  await choose(page, file);
  await page
    .getByRole("group", { name: "Learner to load the weights into" })
    .getByRole("button", { name: "the HNN" })
    .click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText(`Loaded the weights of the HNN from ${file.name}.`)).toBeVisible();
  const now = await until(page, ({ learners, settled }) => settled && learners.hnn?.loaded !== null);
  expect(now.learners.hnn?.finalState).toEqual(first.learners.hnn?.finalState);
  expect(now.learners.hnn?.energyChange).toBe(first.learners.hnn?.energyChange);
  expect(now.learners.hnn?.loaded).toEqual({ name: file.name, step: 10 });
  expect(now.learners.hnn?.testLoss).toBeLessThan(before.learners.hnn?.testLoss ?? 0);
  expect(now.learners.baseline).toEqual(before.learners.baseline);
  await page.getByRole("tab", { name: "Compare as in the paper" }).click();
  await expect(page.getByText(`loaded from ${file.name} at step 10.`)).toBeVisible();

  // Saved again without a step in between, the file has the same bytes.
  const again = await save(page, "Download weights of the HNN");
  expect(again.buffer.equals(file.buffer)).toBe(true);
  await page.getByRole("button", { name: "Single step" }).click();
  const stepped = await done(page, 11);
  expect(stepped.learners.hnn?.finalState).not.toEqual(now.learners.hnn?.finalState);
  const record = JSON.parse(
    (await save(page, "Download run record of the HNN")).buffer.toString(),
  ) as RunRecord;
  expect(record.loadedAt).toBe(10);
  expect(pageErrors).toEqual([]);
});

test("weights that don’t fit are refused with tensor and shapes, and the run continues", async ({ page }) => {
  await open(page, "width=12&steps=20");
  await done(page);
  const file = await save(page, "Download weights of the baseline");
  await open(page, "width=16&steps=20");
  const before = await done(page);
  await choose(page, file);
  const targets = page.getByRole("group", { name: "Learner to load the weights into" });
  await targets.getByRole("button", { name: "the baseline" }).click();
  const refusal = page.getByRole("alert").filter({ hasText: "linear" });
  await expect(refusal).toContainText(/linear\d\.(weight|bias)/);
  await expect(refusal).toContainText("[12");
  await expect(refusal).toContainText("[16");
  await expect(dialog(page)).toBeVisible();

  await page
    .getByLabel("Weights or run record")
    .setInputFiles({ name: "notes.safetensors", mimeType: "text/plain", buffer: Buffer.from("no weights") });
  await targets.getByRole("button", { name: "the HNN" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "the weights file" })).toBeVisible();
  expect((await snapshot(page)).learners).toEqual(before.learners);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Single step" }).click();
  await done(page, 21);
});

test("a run record opens its run, live changes included", async ({ page }) => {
  await open(page, "system=pendulum&width=12&steps=60&seed=4&log=30:learning_rate:0.01&start=1,0.5");
  const first = await done(page);
  await expect.poll(() => page.url()).toContain("log=30:learning_rate:0.01");
  const file = await save(page, "Download run record of the baseline");
  const record = JSON.parse(file.buffer.toString()) as RunRecord & { link?: string };
  expect(record).toMatchObject({ learner: "baseline", step: 60, changes: first.log });
  expect(record.settings).toMatchObject({ system: "pendulum", seed: 4, start: [1, 0.5] });
  expect(record.losses).toEqual(first.learners.baseline?.losses);
  const link = await page.evaluate(() => document.querySelector("hnn-playground")?.link);
  expect(new URL(record.link ?? "").hash).toBe(link);

  await open(page, "width=8&steps=10");
  await done(page);
  await choose(page, file);
  await expect(page.getByText(`Opened the run in ${file.name}: the baseline, 60 steps.`)).toBeVisible();
  const second = await done(page, 60);
  expect(second.learners).toEqual(first.learners);
  expect(second.log).toEqual(first.log);
  await expect.poll(() => page.url()).toContain("log=30:learning_rate:0.01");

  await choose(page, { ...file, buffer: Buffer.from('{"format": 1}') });
  await expect(page.getByRole("alert").filter({ hasText: "the run record" })).toBeVisible();
  await chooseAnother(page, {
    ...file,
    buffer: Buffer.from(JSON.stringify({ ...record, settings: { ...record.settings, width: -3 } })),
  });
  await expect(page.getByRole("alert").filter({ hasText: "width" })).toBeVisible();
  expect((await snapshot(page)).learners).toEqual(second.learners);
});

/** The same while the dialog is open. */
async function chooseAnother(page: Page, file: SavedFile): Promise<void> {
  await page.getByLabel("Weights or run record").setInputFiles(file);
}

test("a file dropped on the page opens", async ({ page }) => {
  await open(page, "width=12&steps=30&seed=4");
  await done(page);
  const weights = await save(page, "Download weights of the HNN");
  const record = await save(page, "Download run record of the HNN");
  await open(page, "width=8&steps=10");
  await done(page);
  await drop(page, record);
  await until(page, ({ settings }) => settings.seed === 4 && settings.width === 12);
  await done(page, 30);
  await drop(page, weights);
  await page.getByRole("button", { name: "the HNN", exact: true }).click();
  await until(page, ({ learners }) => learners.hnn?.loaded?.step === 30);
});

async function drop(page: Page, { name, buffer }: SavedFile): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([name, bytes]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], name));
      return transfer;
    },
    [name, [...buffer]] as [string, number[]],
  );
  const planes = page.getByRole("group", { name: "Phase planes" });
  await planes.dispatchEvent("dragover", { dataTransfer });
  await expect(page.getByText("Drop weights or a run record")).toBeVisible();
  await planes.dispatchEvent("drop", { dataTransfer });
}
