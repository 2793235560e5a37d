// Tests printing: light whatever the theme, with complete and undistorted drawings.
import { inflateSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { done, open, QUICK } from "./page";

interface Picture {
  /** Size of the picture in its own pixels. */
  width: number;
  height: number;
  /** Position on the page, in points. */
  left: number;
  right: number;
  wide: number;
  high: number;
}

type Matrix = [number, number, number, number, number, number];

/** Applies `m` before `n`, in the order of PDF 32000-1, 8.3.4. */
const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[1] * n[2],
  m[0] * n[1] + m[1] * n[3],
  m[2] * n[0] + m[3] * n[2],
  m[2] * n[1] + m[3] * n[3],
  m[4] * n[0] + m[5] * n[2] + n[4],
  m[4] * n[1] + m[5] * n[3] + n[5],
];

/** The pictures in a PDF written by Chromium, which names a picture X and its object number. */
function picturesOf(pdf: Buffer): Picture[] {
  const text = pdf.toString("latin1");
  const sizes = new Map<string, { width: number; height: number }>();
  const pictures: Picture[] = [];
  const streams = [...text.matchAll(/(\d+) 0 obj\s*<<([\s\S]*?)>>\s*stream\r?\n/g)];
  const number = (dictionary: string, key: string) =>
    Number(dictionary.match(new RegExp(`/${key} (\\d+)`))?.[1]);
  for (const [, object = "", dictionary = ""] of streams) {
    if (dictionary.includes("/Subtype /Image"))
      sizes.set(object, { width: number(dictionary, "Width"), height: number(dictionary, "Height") });
  }
  for (const stream of streams) {
    const [head, , dictionary = ""] = stream;
    if (!dictionary.includes("FlateDecode") || /Image|Font|Length1/.test(dictionary)) continue;
    const start = stream.index + head.length;
    const content = inflateSync(pdf.subarray(start, start + number(dictionary, "Length"))).toString("latin1");
    let now: Matrix = [1, 0, 0, 1, 0, 0];
    const stack: Matrix[] = [];
    for (const line of content.split("\n")) {
      if (line === "q") stack.push(now);
      else if (line === "Q") now = stack.pop() ?? now;
      else if (line.endsWith(" cm")) now = times(line.split(" ").slice(0, 6).map(Number) as Matrix, now);
      const size = sizes.get(line.match(/^\/X(\d+) Do$/)?.[1] ?? "");
      if (!size) continue;
      const [wide, high] = [Math.hypot(now[0], now[1]), Math.hypot(now[2], now[3])];
      pictures.push({ ...size, left: now[4], right: now[4] + wide, wide, high });
    }
  }
  return pictures;
}

const printed = async (page: Page) => picturesOf(await page.pdf({ format: "A4" }));

/** A4, in points. */
const PAPER = 595.3;

for (const { name, viewport, columns } of [
  { name: "from a desktop", viewport: { width: 1440, height: 900 }, columns: 3 },
  // A phone overlays all paths in one.
  { name: "from a phone", viewport: { width: 390, height: 844 }, columns: 1 },
]) {
  test(`columns and two charts print completely and undistorted: ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await open(page, QUICK);
    await done(page);
    const pictures = await printed(page);
    expect(pictures).toHaveLength(columns + 2);
    for (const { width, height, left, right, wide, high } of pictures) {
      // Up to rounding to canvas pixels.
      expect(Math.abs(wide / high / (width / height) - 1)).toBeLessThan(0.01);
      expect(left).toBeGreaterThan(30);
      expect(right).toBeLessThan(PAPER - 30);
      expect(wide).toBeGreaterThan(100);
    }
  });
}

test.describe("in the dark theme", () => {
  test.use({ colorScheme: "dark" });

  test("in the dark theme, text and drawings are dark on white paper", async ({ page }) => {
    await open(page, QUICK);
    await done(page);
    await page.emulateMedia({ media: "print" });
    for (const part of [
      page.locator("hnn-playground .verdict"),
      page.getByRole("heading", { name: "References" }),
    ]) {
      const colour = await part.evaluate((each) => getComputedStyle(each).color);
      expect(colour).toBe("rgb(20, 24, 27)");
    }
    const columns = page.locator("hnn-column");
    await expect(columns).toHaveCount(3);
    const picture = `data:image/png;base64,${(await columns.first().screenshot()).toString("base64")}`;
    const light = await page.evaluate(async (picture) => {
      const image = new Image();
      image.src = picture;
      await image.decode();
      const ctx = new OffscreenCanvas(image.width, image.height).getContext("2d");
      ctx?.drawImage(image, 0, 0);
      const data = ctx?.getImageData(0, 0, image.width, image.height).data ?? [];
      const values: number[] = [];
      for (let i = 0; i < data.length; i += 4)
        values.push(
          (0.2126 * (data[i] ?? 0) + 0.7152 * (data[i + 1] ?? 0) + 0.0722 * (data[i + 2] ?? 0)) / 255,
        );
      values.sort((a, b) => a - b);
      return { darkest: values[0] ?? 1, median: values[values.length >> 1] ?? 0 };
    }, picture);
    expect(light.median).toBeGreaterThan(0.7);
    expect(light.darkest).toBeLessThan(0.2);
  });

  test("controls are not printed", async ({ page }) => {
    await open(page, QUICK);
    await done(page);
    await page.emulateMedia({ media: "print" });
    for (const role of ["slider", "combobox", "textbox"] as const)
      for (const each of await page.getByRole(role).all()) await expect(each).toBeHidden();
    await expect(page.getByText(/^step 60$/)).toBeVisible();
  });
});
