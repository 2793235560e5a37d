// Tests that exported pictures show what the page shows: PNG and SVG alike, in the requested colours.
import { expect, type Page, test } from "@playwright/test";
import { linkOf, openExportDialog, saved } from "./export-dialog";
import { choose, done, open, pageErrorsOf, QUICK, setting, until } from "./page";

interface Pixels {
  width: number;
  height: number;
  /** Number of distinct colours among a sample of pixels. */
  colours: number;
  /** The pixel in the top left corner. */
  corner: number[];
  /** Number of pixels close to each of the given colours. */
  near: number[];
}

/** Decodes a picture in the browser. */
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

/** Renders an SVG in the browser and compares it with the PNG: mean difference per channel, 0 … 255. */
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
      contours: [...tree.querySelectorAll('path[stroke="#a2b0c6"]')].filter(
        (path) => (path.getAttribute("d") ?? "").split("L").length > 200,
      ).length,
      text: [...tree.querySelectorAll("text")].map((each) => each.textContent).join("\n"),
      description: tree.querySelector("desc")?.textContent ?? "",
      hrefs: [...tree.querySelectorAll("[href]")].map((each) =>
        (each.getAttribute("href") ?? "").slice(0, 22),
      ),
    };
  }, svg.toString("utf8"));

test("every picture exists as a PNG at twice the size and as an SVG of paths and text that looks the same", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const pageErrors = pageErrorsOf(page);
  await open(page, QUICK);
  await done(page);
  await openExportDialog(page);
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
    // Bitmaps: one map per plane. Contours are paths: truth and HNN have an energy.
    const models = ["truth", "baseline", "hnn"].filter(
      (model) =>
        ["planes", "all", `plane-${model}`].includes(value) || (value === "overlay" && model === "truth"),
    );
    expect(vectors.images, title).toBe(models.length);
    expect(vectors.contours, title).toBe(models.filter((model) => model !== "baseline").length);
    for (const model of models) expect(vectors.text, title).toContain(model === "baseline" ? "div f" : "H");
    const raster = await pixels(page, png.bytes, []);
    expect([raster.width, raster.height], title).toEqual([2 * vectors.width, 2 * vectors.height]);
    expect(raster.colours, title).toBeGreaterThan(40);
    // SVG images can't use the page's fonts; everything else matches.
    expect(await difference(page, svg.bytes, png.bytes), title).toBeLessThan(6);
  }
  expect(pageErrors).toEqual([]);
});

/** Width and position of each text of an SVG, rendered in the font `family`. */
const textLayout = (page: Page, svg: Buffer, family: string) =>
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

test("with other fonts, an SVG’s labels keep their positions and widths", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await openExportDialog(page);
  for (const picture of ["all", "comparison"]) {
    await page.getByRole("combobox", { name: "Picture" }).selectOption(picture);
    const { bytes } = await saved(page, "Save SVG");
    const [wide, narrow] = [
      await textLayout(page, bytes, "monospace"),
      await textLayout(page, bytes, "sans-serif"),
    ];
    expect(wide.length).toBeGreaterThan(20);
    for (const [i, { text, x, width }] of wide.entries()) {
      // Equal except for the side bearings of single letters, up to a fifth of the 15 pixels of a colour bar's H.
      const bearing = text?.length === 1 ? 3 : 2;
      expect(Math.abs(x - (narrow[i]?.x ?? 0)), text ?? "").toBeLessThan(bearing);
      expect(Math.abs(width - (narrow[i]?.width ?? 0)), text ?? "").toBeLessThan(bearing);
    }
  }
});

test("pictures have the requested colours, whatever the page’s", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await openExportDialog(page);
  const { bytes: light } = await saved(page, "Save PNG");
  await page.getByRole("radio", { name: "dark" }).check();
  await expect(page.getByRole("img", { name: /^Preview/ })).toBeVisible();
  // The dark theme's red of the baseline and blue of the HNN.
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

test("a picture can be retaken after more training", async ({ page }) => {
  await open(page, QUICK);
  await done(page);
  await openExportDialog(page);
  await expect(page.getByText("Taken at step 60.")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Train longer" }).click();
  await openExportDialog(page);
  await page.getByRole("button", { name: "Update the picture" }).click();
  await expect.poll(async () => (await saved(page, "Save SVG")).name).not.toContain("step60-");
});

test("export code loads on demand; a failure is reported", async ({ page }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await open(page, QUICK);
  await done(page);
  expect(requests.filter((url) => url.includes("export-dialog"))).toEqual([]);
  await page.route(/export-dialog/, (route) => route.abort());
  await page.getByRole("button", { name: "Save & share" }).click();
  await expect(page.getByText("This part of the page could not be loaded")).toBeVisible();
});

test("pictures show the curves of pinned runs like the charts, with their letters", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, QUICK);
  await done(page);
  for (const seed of [7, 8]) {
    await page.getByRole("button", { name: "Pin this run" }).click();
    await choose(page, setting("seed"), seed);
    await until(page, (now) => now.settings.seed === seed && now.settled && now.finished);
  }
  /** The pale curves and the letters in each picture. */
  const pinnedCurves = async () => {
    await openExportDialog(page);
    const found: Record<string, unknown> = {};
    for (const picture of ["energy", "error", "loss", "comparison", "all"]) {
      await page.getByRole("combobox", { name: "Picture" }).selectOption(picture);
      const svg = await saved(page, "Save SVG");
      found[picture] = await page.evaluate((text) => {
        const tree = new DOMParser().parseFromString(text, "image/svg+xml");
        // At half opacity, and with more than one point, unlike curves that end at once.
        const pale = [...tree.querySelectorAll('path[fill="none"][stroke-opacity="0.5"]')].filter((path) =>
          (path.getAttribute("d") ?? "").includes("L"),
        );
        // Each letter has an outline, a text without a fill at the same place; the H and J of colour bars have none.
        const letters = [...tree.querySelectorAll('text:not([fill="none"])')].flatMap((each) =>
          /^[A-L]$/.test(each.textContent ?? "") &&
          tree.querySelector(
            `text[fill="none"][x="${each.getAttribute("x")}"][y="${each.getAttribute("y")}"]`,
          )
            ? (each.textContent ?? "")
            : [],
        );
        return [pale.length, letters.sort().join("")];
      }, String(svg.bytes));
    }
    await page.keyboard.press("Escape");
    return found;
  };
  // Two learners per run; only the HNN has a learned energy. A curve outside the chart has no letter.
  const letters = (which: string) => expect.stringMatching(`^[${which}]*$`);
  expect(await pinnedCurves()).toEqual({
    energy: [4, letters("AB")],
    error: [4, "AABB"],
    loss: [4, "AABB"],
    comparison: [14, letters("AB")],
    all: [8, letters("AB")],
  });
  await page.getByRole("tab", { name: /^Pinned/ }).click();
  await page.getByRole("checkbox", { name: /run A/ }).uncheck();
  expect(await pinnedCurves()).toEqual({
    energy: [2, letters("B")],
    error: [2, "BB"],
    loss: [2, "BB"],
    comparison: [7, letters("B")],
    all: [4, letters("B")],
  });
  expect(pageErrors).toEqual([]);
});
