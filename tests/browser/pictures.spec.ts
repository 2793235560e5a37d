// Are the pictures that are taken home what the page shows: pixels and vectors alike, in the colours that were asked for?
import { expect, type Page, test } from "@playwright/test";
import { complaintsOf, done, open, QUICK } from "./page";
import { linkOf, openTakeHome, saved } from "./take-home";

interface Pixels {
  width: number;
  height: number;
  /** Distinct colours among a sample of the pixels. */
  colours: number;
  /** Of the pixel in the upper left corner. */
  corner: number[];
  /** Pixels that are nearly of each of the colours asked for. */
  near: number[];
}

/** What a picture's pixels are, as the browser decodes them. */
const pixels = (page: Page, bytes: Buffer, wanted: number[][]): Promise<Pixels> =>
  page.evaluate(
    async ([data, wanted]) => {
      const bytes = Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext(
        "2d",
      ) as OffscreenCanvasRenderingContext2D;
      context.drawImage(bitmap, 0, 0);
      const all = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
      const channels = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255];
      const seen = new Set(all);
      const near = wanted.map(
        (colour) =>
          all.filter((value) => channels(value).every((x, i) => Math.abs(x - (colour[i] ?? 0)) < 12)).length,
      );
      return { width, height, colours: seen.size, corner: channels(all[0] ?? 0), near };
    },
    [bytes.toString("base64"), wanted] as [string, number[][]],
  );

/** An SVG as a browser draws it, compared with the PNG: mean difference of a channel, 0 … 255. */
const difference = (page: Page, svg: Buffer, png: Buffer): Promise<number> =>
  page.evaluate(
    async ([vectors, raster]) => {
      const bytes = Uint8Array.from(atob(raster), (byte) => byte.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const url = URL.createObjectURL(new Blob([vectors], { type: "image/svg+xml" }));
      const image = new Image();
      image.src = url;
      await image.decode();
      const dataOf = (source: CanvasImageSource) => {
        const context = new OffscreenCanvas(600, 400).getContext("2d") as OffscreenCanvasRenderingContext2D;
        context.drawImage(source, 0, 0, 600, 400);
        return context.getImageData(0, 0, 600, 400).data;
      };
      const [a, b] = [dataOf(bitmap), dataOf(image)];
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
      URL.revokeObjectURL(url);
      return sum / a.length;
    },
    [svg.toString("utf8"), png.toString("base64")] as [string, string],
  );

const parsed = (page: Page, svg: Buffer) =>
  page.evaluate((text) => {
    const tree = new DOMParser().parseFromString(text, "image/svg+xml");
    const root = tree.documentElement;
    const count = (selector: string) => tree.querySelectorAll(selector).length;
    return {
      error: count("parsererror"),
      root: root.nodeName,
      width: Number(root.getAttribute("width")),
      height: Number(root.getAttribute("height")),
      active: count("script, foreignObject, [style], [onload]"),
      paths: count("path"),
      images: count("image"),
      text: [...tree.querySelectorAll("text")].map((each) => each.textContent).join("\n"),
      description: tree.querySelector("desc")?.textContent ?? "",
      hrefs: [...tree.querySelectorAll("[href]")].map((each) =>
        (each.getAttribute("href") ?? "").slice(0, 22),
      ),
    };
  }, svg.toString("utf8"));

test("every picture: a PNG at twice the size, and an SVG of paths and text that looks the same", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const complaints = complaintsOf(page);
  await open(page, QUICK);
  await done(page);
  await openTakeHome(page);
  const list = page.getByRole("combobox", { name: "Picture" });
  const pictures = await list.getByRole("option").evaluateAll((options) =>
    options.map((option) => ({
      value: (option as HTMLOptionElement).value,
      title: option.textContent ?? "",
    })),
  );
  expect(pictures.length).toBeGreaterThanOrEqual(9);
  for (const { value, title } of pictures) {
    await list.selectOption(value);
    await expect(page.getByRole("img", { name: `Preview: ${title}` })).toBeVisible();
    const png = await saved(page, "Save PNG");
    const svg = await saved(page, "Save SVG");
    expect(png.name).toBe(`hnn-spring-seed3-step60-${value}.png`);
    expect(svg.name).toBe(`hnn-spring-seed3-step60-${value}.svg`);
    const vectors = await parsed(page, svg.bytes);
    expect(vectors, title).toMatchObject({ error: 0, root: "svg", active: 0 });
    expect(vectors.text).toContain(title);
    expect(vectors.text).toContain("Mass–spring, seed 3, step 60 of 60; width 8");
    expect(vectors.description).toContain(await linkOf(page));
    expect(vectors.paths, title).toBeGreaterThan(5);
    for (const href of vectors.hrefs) expect(href).toBe("data:image/png;base64,");
    // Maps alone are bitmaps, one a plane; and hatchings, one a learner.
    const planes =
      value === "planes" || value === "all"
        ? 5
        : value === "plane-truth"
          ? 1
          : value.startsWith("plane-")
            ? 2
            : 0;
    expect(vectors.images, title).toBe(planes);
    const raster = await pixels(page, png.bytes, []);
    expect([raster.width, raster.height], title).toEqual([2 * vectors.width, 2 * vectors.height]);
    expect(raster.colours, title).toBeGreaterThan(40);
    // Typefaces of the page do not reach into an image; all else agrees.
    expect(await difference(page, svg.bytes, png.bytes), title).toBeLessThan(6);
  }
  expect(complaints).toEqual([]);
});

/** The width and place of each text of an SVG that the reader's program letters in `family`. */
const lettered = (page: Page, svg: Buffer, family: string) =>
  page.evaluate(
    async ([text, family]) => {
      const frame = document.createElement("div");
      frame.innerHTML = text.replaceAll(/font-family="[^"]*"/g, `font-family="${family}"`);
      document.body.append(frame);
      await document.fonts.ready;
      const boxes = [...frame.querySelectorAll("text")].map((each) => {
        const { x, width } = each.getBBox();
        return { text: each.textContent, x, width };
      });
      frame.remove();
      return boxes;
    },
    [svg.toString("utf8"), family] as [string, string],
  );

test("in other typefaces the labels of an SVG keep their places and widths", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await openTakeHome(page);
  for (const picture of ["all", "comparison"]) {
    await page.getByRole("combobox", { name: "Picture" }).selectOption(picture);
    const { bytes } = await saved(page, "Save SVG");
    const [wide, narrow] = [
      await lettered(page, bytes, "monospace"),
      await lettered(page, bytes, "sans-serif"),
    ];
    expect(wide.length).toBeGreaterThan(20);
    for (const [i, { text, x, width }] of wide.entries()) {
      // As wide in both, but for the bearings of single letters.
      expect(Math.abs(x - (narrow[i]?.x ?? 0)), text ?? "").toBeLessThan(2);
      expect(Math.abs(width - (narrow[i]?.width ?? 0)), text ?? "").toBeLessThan(2);
    }
  }
});

test("the colours that are asked for, whatever those of the page", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await openTakeHome(page);
  const { bytes: light } = await saved(page, "Save PNG");
  await page.getByRole("radio", { name: "dark" }).check();
  await expect(page.getByRole("img", { name: /^Preview/ })).toBeVisible();
  // The red of the baseline and the blue of the HNN in the dark.
  const wanted = [
    [0xff, 0x76, 0x60],
    [0x74, 0xad, 0xff],
  ];
  await expect
    .poll(async () => (await pixels(page, (await saved(page, "Save PNG")).bytes, wanted)).corner)
    .toEqual([0x13, 0x18, 0x1c]);
  const dark = await pixels(page, (await saved(page, "Save PNG")).bytes, wanted);
  for (const number of dark.near) expect(number).toBeGreaterThan(500);
  expect((await pixels(page, light, wanted)).corner).toEqual([0xfd, 0xfd, 0xfb]);
  expect((await pixels(page, light, wanted)).near[1]).toBeLessThan(500);
});

test("a picture can be taken again when training has gone on", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await openTakeHome(page);
  await expect(page.getByText("Taken at step 60.")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Train longer" }).click();
  await openTakeHome(page);
  await page.getByRole("button", { name: "Update the picture" }).click();
  await expect.poll(async () => (await saved(page, "Save SVG")).name).not.toContain("step60-");
});

test("nothing of it is loaded before it is asked for; what cannot be loaded is said", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page, QUICK);
  await done(page);
  expect(asked.filter((url) => url.includes("take-home"))).toEqual([]);
  await page.route(/take-home/, (route) => route.abort());
  await page.getByRole("button", { name: "Save & share" }).click();
  await expect(page.getByText("This part of the page could not be loaded")).toBeVisible();
});
