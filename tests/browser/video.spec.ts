// Tests that a recording shows progress, gives a playable video, and leaves nothing when cancelled.
import { expect, type Page, test } from "@playwright/test";
import { exportDialog, openExportDialog, readDownload } from "./export-dialog";
import { choose, done, open, pageErrorsOf, QUICK, setting, until } from "./page";

const progress = (page: Page) => page.getByRole("progressbar", { name: "Progress of the recording" });

/** Plays the file in the browser: its duration, its size, and how much two of its frames differ. */
async function played(page: Page, bytes: Buffer, type: string) {
  await page.goto("about:blank");
  return page.evaluate(
    async ([data, type]) => {
      const bytes = Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0));
      const video = document.createElement("video");
      video.muted = true;
      video.src = URL.createObjectURL(new Blob([bytes], { type }));
      const fires = (event: string) =>
        new Promise((resolve, reject) => {
          video.addEventListener(event, resolve, { once: true });
          video.addEventListener("error", () => reject(new Error(video.error?.message)), { once: true });
        });
      await fires("loadeddata");
      // A streamed file may report its duration only at its end.
      if (!Number.isFinite(video.duration)) {
        video.currentTime = 1e6;
        await fires("durationchange");
      }
      const frameAt = async (time: number) => {
        video.currentTime = time;
        await fires("seeked");
        const context = new OffscreenCanvas(320, 180).getContext("2d") as OffscreenCanvasRenderingContext2D;
        context.drawImage(video, 0, 0, 320, 180);
        return context.getImageData(0, 0, 320, 180).data;
      };
      const [a, b] = [await frameAt(0.3 * video.duration), await frameAt(0.8 * video.duration)];
      const moved = a.reduce((sum, value, i) => sum + (Math.abs(value - (b[i] ?? 0)) > 40 ? 1 : 0), 0);
      return {
        duration: video.duration,
        size: [video.videoWidth, video.videoHeight],
        moved,
        colours: new Set(a).size,
      };
    },
    [bytes.toString("base64"), type] as [string, string],
  );
}

test("recording for five seconds shows progress and time left, and gives a playable file", async ({
  page,
}) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, QUICK);
  await done(page);
  await openExportDialog(page);
  await page.getByRole("radio", { name: /^5.s$/ }).check();
  const arriving = page.waitForEvent("download", { timeout: 90_000 });
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(exportDialog(page)).toBeHidden();
  await expect(progress(page)).toBeVisible();
  await expect(page.getByText(/^Recording \d of 5.s, about \d.s left$/)).toBeVisible();
  const { name, bytes } = await readDownload(await arriving);
  expect(name).toMatch(/^hnn-spring-seed3-step60-film\.(mp4|webm)$/);
  await expect(progress(page)).toBeHidden();
  await expect(page.getByText(`Video saved as ${name}.`)).toBeVisible();
  // Read it before the page navigates away to play the video.
  expect(pageErrors).toEqual([]);
  const video = await played(page, bytes, name.endsWith("mp4") ? "video/mp4" : "video/webm");
  expect(video.size).toEqual([1280, 720]);
  expect(video.duration).toBeGreaterThan(3);
  expect(video.duration).toBeLessThan(12);
  expect(video.moved).toBeGreaterThan(20);
  expect(video.colours).toBeGreaterThan(60);
});

test("layers switched during recording are switched in the video", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  // Pause playback, so that only the layers change.
  await page.getByRole("button", { name: "Pause motion" }).click();
  await openExportDialog(page);
  await page.getByRole("radio", { name: /^5.s$/ }).check();
  const arriving = page.waitForEvent("download", { timeout: 90_000 });
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.getByText(/^Recording [23] of 5.s/)).toBeVisible();
  // All at once: on a busy machine, clicks on each button outlast the recording.
  await page.evaluate(() => document.querySelector("hnn-playground")?.look({ layers: [] }));
  const { name, bytes } = await readDownload(await arriving);
  const video = await played(page, bytes, name.endsWith("mp4") ? "video/mp4" : "video/webm");
  expect(video.moved).toBeGreaterThan(100);
});

test("the video shows the curves of pinned runs like the chart", async ({ page }) => {
  await page.addInitScript(() => {
    const { captureStream } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.captureStream = function (...rate) {
      Object.assign(window, { film: this });
      return captureStream.apply(this, rate);
    };
  });
  await open(page, QUICK);
  await done(page);
  await page.getByRole("button", { name: "Pin this run" }).click();
  await choose(page, setting("seed"), 7);
  await until(page, (now) => now.settings.seed === 7 && now.settled && now.finished);
  // Pause playback, so that nothing else changes.
  await page.getByRole("button", { name: "Pause motion" }).click();
  await page.getByRole("tab", { name: /^Pinned/ }).click();
  await openExportDialog(page);
  await page.getByRole("radio", { name: /^20.s$/ }).check();
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(progress(page)).toBeVisible();
  /** The rows of the video that changed since the last call. */
  const changed = () =>
    page.evaluate(() => {
      const state = window as unknown as { film: HTMLCanvasElement; before?: Uint32Array };
      const { film, before } = state;
      const copy = new OffscreenCanvas(film.width, film.height).getContext("2d");
      copy?.drawImage(film, 0, 0);
      const now = new Uint32Array(
        copy?.getImageData(0, 0, film.width, film.height).data.buffer ?? new ArrayBuffer(0),
      );
      state.before = now;
      const rows = new Set<number>();
      now.forEach((pixel, i) => {
        if (before && pixel !== before[i]) rows.add(Math.floor(i / film.width));
      });
      return [...rows];
    });
  await changed();
  await page.waitForTimeout(300);
  expect(await changed()).toEqual([]);
  await page.getByRole("checkbox", { name: /run A/ }).uncheck();
  let rows: number[] = [];
  await expect
    .poll(async () => {
      rows = await changed();
      return rows.length;
    })
    .toBeGreaterThan(10);
  // Below the planes.
  expect(Math.min(...rows)).toBeGreaterThan(500);
  await page.getByRole("group", { name: "Recording" }).getByRole("button", { name: "Cancel" }).click();
});

test("recording one pass starts at the beginning of the motion; cancelled, it saves nothing", async ({
  page,
}) => {
  await open(page, `${QUICK}&horizon=30`);
  await done(page);
  let downloads = 0;
  page.on("download", () => {
    downloads += 1;
  });
  const time = page.getByRole("slider", { name: "Time of the motion" });
  await time.fill("25");
  await openExportDialog(page);
  await page.getByRole("radio", { name: /^one pass of the motion, 30.s$/ }).check();
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(progress(page)).toBeVisible();
  await expect.poll(async () => Number(await time.inputValue())).toBeLessThan(15);
  await page.getByRole("group", { name: "Recording" }).getByRole("button", { name: "Cancel" }).click();
  await expect(progress(page)).toBeHidden();
  // Another recording can start.
  await openExportDialog(page);
  await expect(page.getByRole("button", { name: "Record", exact: true })).toBeEnabled();
  expect(downloads).toBe(0);
  await expect(page.getByText(/^(The video|Video saved)/)).toBeHidden();
});

test("a browser that can’t record says so", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "MediaRecorder"));
  await open(page, QUICK);
  await done(page);
  await openExportDialog(page);
  await expect(page.getByText("This browser can’t record video.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Record", exact: true })).toBeHidden();
});
