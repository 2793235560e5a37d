// Tests that all messages and controls are visible: on phones, at 400 % zoom, in forced colours, without hover.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { done, open, QUICK, snapshot } from "./page";

const tell = (page: Page, sentence: string) =>
  page.evaluate((sentence) => document.querySelector("hnn-playground")?.tell(sentence), sentence);

const boxOf = async (part: Locator) => {
  const box = await part.boundingBox();
  if (!box) throw new Error("It has no box.");
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
};

const SIZES = [
  { name: "a phone", width: 390, height: 844, touch: true },
  { name: "a small phone", width: 360, height: 640, touch: true },
  // 1280 × 720 at 400 %.
  { name: "400 % zoom", width: 320, height: 180, touch: false },
  { name: "a desktop", width: 1280, height: 720, touch: false },
];

for (const { name, width, height, touch } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport: { width, height }, hasTouch: touch, isMobile: touch });

    test(`messages are inside the window at any scroll position: ${name}`, async ({ page }) => {
      await open(page, QUICK);
      await done(page);
      await expect(page.getByRole("heading", { name: "References" })).toBeAttached();
      await tell(
        page,
        "The first of two sentences, long enough for more than one line on the screen of a phone.",
      );
      await tell(page, "The second.");
      const end = await page.evaluate(() => document.documentElement.scrollHeight);
      for (const top of [0, 300, end]) {
        await page.evaluate((top) => scrollTo(0, top), top);
        await expect(page.getByText("The first of two")).toBeInViewport({ ratio: 1 });
        await expect(page.getByText("The second.")).toBeInViewport({ ratio: 1 });
      }
      for (const button of await page.getByRole("button", { name: "Dismiss this message" }).all())
        await expect(button).toBeInViewport({ ratio: 1 });
      await page.getByRole("button", { name: "Dismiss this message" }).first().click();
      await expect(page.getByText("The first of two")).toHaveCount(0);
    });

    test(`messages appear over an open dialog, and in the page once it closes: ${name}`, async ({ page }) => {
      await open(page, QUICK);
      await done(page);
      await tell(page, "Before the dialog.");
      const message = (text: string) => page.getByRole("alert").getByText(text);
      const opens = (part: "gallery" | "keyboard") =>
        page.evaluate((part) => document.querySelector("hnn-playground")?.open(part), part);
      // The first dialog belongs to the tabs, the others to the instrument; the third covers the second.
      const dialogs: [name: string, opening: () => Promise<void>][] = [
        ["Save & share", () => page.getByRole("button", { name: "Save & share" }).click()],
        ["Experiments to try", () => opens("gallery")],
        ["Keyboard shortcuts", () => opens("keyboard")],
      ];
      for (const [name, opening] of dialogs) {
        await opening();
        const dialog = page.getByRole("dialog", { name });
        await expect(dialog).toBeVisible();
        await tell(page, `Over ${name}.`);
        for (const text of ["Before the dialog.", `Over ${name}.`]) {
          // Everything outside the topmost dialog is inert: covered and hidden from screen readers.
          await expect(dialog.getByRole("alert").getByText(text)).toBeInViewport({ ratio: 1 });
          const seen = await message(text).evaluate((span) => {
            const { x, y, width, height } = span.getBoundingClientRect();
            const root = span.getRootNode() as ShadowRoot;
            return root.elementFromPoint(x + width / 2, y + height / 2) === span;
          });
          expect(seen, text).toBe(true);
        }
        await page.getByRole("button", { name: "Dismiss this message" }).last().click();
        await expect(message(`Over ${name}.`)).toHaveCount(0);
        await expect(dialog).toBeVisible();
        if (name !== "Experiments to try") await page.keyboard.press("Escape");
      }
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(message("Before the dialog.")).toBeInViewport({ ratio: 1 });
      await page.getByRole("button", { name: "Dismiss this message" }).click();
      await expect(message("Before the dialog.")).toHaveCount(0);
    });

    test(`title and tools are side by side or stacked: ${name}`, async ({ page }) => {
      await open(page, QUICK);
      const title = await boxOf(page.getByRole("heading", { name: "HNN Playground" }));
      for (const tool of ["Settings", "Lecture view", "Copy link to this run", "More"]) {
        const button = page.getByRole("button", { name: tool, exact: true });
        if (!(await button.isVisible())) continue;
        const box = await boxOf(button);
        const apart =
          box.x >= title.right || box.right <= title.x || box.y >= title.bottom || box.bottom <= title.y;
        expect(apart, tool).toBe(true);
        expect(box.x, tool).toBeGreaterThanOrEqual(0);
        expect(box.right, tool).toBeLessThanOrEqual(width);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  });
}

test.describe("without hover", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("every button has a visible label", async ({ page }) => {
    await open(page, QUICK);
    await done(page);
    await tell(page, "A sentence.");
    const unlabelled = () =>
      page.evaluate(() => {
        const found: string[] = [];
        let seen = 0;
        const walk = (root: ParentNode) => {
          for (const each of root.querySelectorAll("*")) {
            if (each.shadowRoot) walk(each.shadowRoot);
            // The ring around the initial state and the body are parts of the picture.
            if (!(each instanceof HTMLButtonElement) || each.className === "start") continue;
            if (root instanceof ShadowRoot && root.host.localName === "hnn-body") continue;
            if (!each.checkVisibility({ checkVisibilityCSS: true })) continue;
            seen += 1;
            const added = getComputedStyle(each, "::after").content;
            const words = [...each.querySelectorAll("span")].filter((span) => span.checkVisibility()).length;
            const text =
              words > 0
                ? each.innerText.trim()
                : [...each.childNodes]
                    .filter((node) => node instanceof Text)
                    .map((node) => node.textContent?.trim())
                    .join("");
            const shown = added === "none" || added === "normal" ? text : added.slice(1, -1);
            const name = each.getAttribute("aria-label") ?? text;
            // For voice control, the visible label must be part of the accessible name.
            if (shown === "" || !name.toLowerCase().includes(shown.toLowerCase()))
              found.push(each.outerHTML.slice(0, 90));
          }
        };
        walk(document);
        return { seen, found };
      });
    const page1 = await unlabelled();
    expect(page1.seen).toBeGreaterThan(20);
    expect(page1.found).toEqual([]);
    await page.getByRole("button", { name: "Settings", exact: true }).tap();
    await expect(page.getByRole("button", { name: "Close the settings" })).toBeInViewport();
    const settings = await unlabelled();
    expect(settings.seen).toBeGreaterThan(page1.seen);
    expect(settings.found).toEqual([]);
    await page.getByRole("button", { name: "Close the settings" }).tap();
    await page.getByRole("button", { name: "More", exact: true }).tap();
    await page.getByRole("group", { name: "More" }).getByRole("button", { name: "About this page" }).tap();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect((await unlabelled()).found).toEqual([]);
  });

  test("labels leave the transport on the screen of a small phone", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open(page, QUICK);
    for (const button of await page.locator("hnn-transport button").all()) {
      const box = await boxOf(button);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(320);
      expect(box.height).toBeGreaterThanOrEqual(44);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

test.describe("with forced colours", () => {
  test.use({ viewport: { width: 1280, height: 720 }, forcedColors: "active", colorScheme: "dark" });

  /** How many colours a part of the page shows, and the most frequent one. */
  async function pixels(page: Page, part: Locator) {
    const picture = `data:image/png;base64,${(await part.screenshot()).toString("base64")}`;
    return page.evaluate(async (picture) => {
      const image = new Image();
      // The page's policy allows images from data URLs, but no fetching of them.
      image.src = picture;
      await image.decode();
      const ctx = new OffscreenCanvas(image.width, image.height).getContext("2d");
      ctx?.drawImage(image, 0, 0);
      const data = new Uint32Array(ctx?.getImageData(0, 0, image.width, image.height).data.buffer ?? []);
      const counts = new Map<number, number>();
      for (const each of data) counts.set(each, (counts.get(each) ?? 0) + 1);
      const [most] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [0];
      return { most, others: data.length - (counts.get(most) ?? 0), width: image.width };
    }, picture);
  }

  test("sliders and the progress bar are drawn", async ({ page }) => {
    await open(page, QUICK);
    await done(page);
    const parts = [
      page.getByRole("slider", { name: "Noise" }),
      page.getByRole("slider", { name: "Time of the motion" }),
      page.locator("progress").first(),
    ];
    for (const part of parts) {
      const { others, width } = await pixels(page, part);
      // At least a line along the track, and a thumb.
      expect(others).toBeGreaterThan(width);
    }
  });

  test("selected controls look selected: system, tab, quantity, lecture", async ({ page }) => {
    await open(page, QUICK);
    await done(page);
    const background = async (part: Locator) => (await pixels(page, part)).most;
    const radio = (name: string) => page.getByText(name, { exact: true }).first();
    const pairs: [Locator, Locator][] = [
      [radio("Mass–spring"), radio("Pendulum")],
      [page.getByRole("tab", { name: "Over time" }), page.getByRole("tab", { name: /Compare/ })],
      [page.getByRole("tab", { name: /Energy/ }), page.getByRole("tab", { name: "Error" })],
    ];
    for (const [chosen, other] of pairs) expect(await background(chosen)).not.toBe(await background(other));
    const lecture = page.getByRole("button", { name: "Lecture view" });
    const before = await background(lecture);
    await lecture.click();
    await page.mouse.move(600, 400);
    await expect(lecture).toHaveAttribute("aria-pressed", "true");
    expect(await background(lecture)).not.toBe(before);
  });

  test("drawings use the system’s colours whatever the theme", async ({ page }) => {
    await open(page, QUICK);
    await page.evaluate(() =>
      Object.assign(document.querySelector("hnn-playground") as object, { theme: "light" }),
    );
    await done(page);
    await expect(page.locator("hnn-playground")).toHaveAttribute("resolved-theme", "dark");
    expect((await snapshot(page)).problems).toEqual([]);
  });
});
