// Shared by the export tests: the dialog, and downloaded files.
import { readFileSync } from "node:fs";
import { type Download, expect, type Page } from "@playwright/test";

export const exportDialog = (page: Page) => page.getByRole("dialog", { name: "Save & share" });

export async function openExportDialog(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save & share" }).click();
  await expect(exportDialog(page)).toBeVisible();
  await expect(page.getByText(/Taken at step/)).toBeVisible();
}

/** The link to the run, as the page writes it. */
export const linkOf = (page: Page): Promise<string> =>
  page.evaluate(() => new URL(document.querySelector("hnn-playground")?.link ?? "", location.href).href);

export interface Saved {
  name: string;
  bytes: Buffer;
}

export async function readDownload(download: Download): Promise<Saved> {
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** The file downloaded by pressing a button of the dialog. */
export async function saved(page: Page, button: string): Promise<Saved> {
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).click();
  return readDownload(await arriving);
}
