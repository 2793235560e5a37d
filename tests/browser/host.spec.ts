// Tests that <hnn-playground> neither depends on its host page nor disturbs it. Each page does something that real pages do.
import { expect, type Page, test } from "@playwright/test";
import type { Snapshot } from "../../www/run/snapshot";
import { serveElement } from "./embedding";
import { drawn } from "./page";
import { type Served, serve } from "./serve";

let element: Served;
let host: Served;

const QUICK = `width="8" steps="60"`;
/** More steps than a test waits for. */
const ENDLESS = `width="8" steps="50000"`;

const page = (body: string, head = "") =>
  `<!doctype html><html lang="en"><title>Course notes</title><link rel="icon" href="data:,">
   <script type="module" src="${element.url}hnn-playground.js"></script>${head}<body>${body}</body></html>`;

const inner = (style: string) =>
  page(`<hnn-playground ${QUICK} style="width:1200px;--hnn-height:700px;${style}"></hnn-playground>`);

test.beforeAll(async () => {
  element = await serveElement();
  host = await serve("dist", {
    pages: {
      "/box": page(
        `<hnn-playground ${QUICK} style="width:1200px;--hnn-height:600px"></hnn-playground><p id="after">Text of the host.</p>`,
      ),
      "/height": page(
        `<hnn-playground ${QUICK} style="width:1200px;height:640px"></hnn-playground><p id="after">Text of the host.</p>`,
      ),
      "/column": page(
        `<div style="width:500px;margin-left:300px"><hnn-playground ${QUICK}></hnn-playground></div>`,
      ),
      "/scaled": inner("transform:scale(.5);transform-origin:0 0"),
      "/zoomed": inner("zoom:.5"),
      "/stretched": inner("transform:scale(.8, .6);transform-origin:0 0"),
      "/plain": page(`<hnn-playground ${QUICK}></hnn-playground>`),
      "/styled": page(
        `<div dir="rtl"><hnn-playground ${QUICK}></hnn-playground></div>`,
        `<style>
           html { font-size: 62.5%; }
           body { font: italic 700 30px/2 cursive; letter-spacing: .3em; word-spacing: 1em; text-transform: uppercase; text-align: right;
             text-indent: 4em; white-space: nowrap; text-shadow: 2px 2px red; color: red; cursor: wait; tab-size: 1; stroke-width: 9; fill: red;
             --body-display: none; --caption-display: none; --body-height: 1px; }
         </style>`,
      ),
      "/hidden": page(`<hnn-playground ${QUICK} hidden></hnn-playground><p id="after">Text of the host.</p>`),
      "/grown": page(`<hnn-playground ${QUICK}></hnn-playground>`),
      "/growing": frame("/grown"),
      "/growing-site": frame("/index.html#width=8&steps=60"),
      "/sandboxed": `<!doctype html><iframe sandbox="allow-scripts" src="/plain" style="width:1200px;height:800px"></iframe>`,
      "/sandboxed-site": `<!doctype html><iframe sandbox="allow-scripts" src="/index.html" style="width:1200px;height:800px"></iframe>`,
      "/below": page(
        `<div style="height:3000px">Text</div><hnn-playground id="seen" ${ENDLESS}></hnn-playground>`,
      ),
      "/kept": page(
        `<div style="height:3000px">Text</div><hnn-playground ${QUICK} keep-training></hnn-playground>`,
      ),
      "/folded": page(
        `<details><summary>More</summary><hnn-playground ${ENDLESS}></hnn-playground></details>`,
      ),
      "/slides": page(
        `<div id="slide" style="visibility:hidden"><hnn-playground ${ENDLESS}></hnn-playground></div>`,
      ),
      "/twice": page(
        `<hnn-playground ${QUICK}></hnn-playground>`,
        `<script type="module" src="${element.url}hnn-playground.js?second"></script>`,
      ),
      "/empty": page(`<div id="a"></div><div id="b"></div>`),
    },
    headers: { "Access-Control-Allow-Origin": "*" },
  });
});
test.afterAll(() => Promise.all([element.close(), host.close()]));

/** A frame that its page repeatedly resizes to the height of its content. */
const frame = (src: string) => `<!doctype html><html lang="en"><title>Frame</title><body>
  <iframe src="${src}" style="width:1200px;height:700px;border:0"></iframe>
  <script>
    const frame = document.querySelector("iframe");
    let turns = 0;
    setInterval(() => {
      turns += 1;
      document.title = String(turns);
      const { documentElement } = frame.contentDocument;
      if (documentElement) frame.style.height = documentElement.scrollHeight + "px";
    }, 30);
  </script></body></html>`;

const snapshot = (page: Page) =>
  page.evaluate(() => document.querySelector("hnn-playground")?.snapshot?.()) as Promise<Snapshot>;

async function until(page: Page, condition: (now: Snapshot) => boolean): Promise<Snapshot> {
  let now = await snapshot(page);
  await expect
    .poll(async () => {
      now = await snapshot(page);
      return Boolean(now && condition(now));
    })
    .toBe(true);
  return now;
}

const ended = (page: Page) => until(page, ({ settled, finished }) => settled && finished);

/** The parts of the element that are visible outside its box. */
const overflowing = (page: Page) =>
  page.evaluate(() => {
    const outer = document.querySelector("hnn-playground") as HTMLElement;
    const box = outer.getBoundingClientRect();
    const over: string[] = [];
    const around = (element: Element) => {
      const root = element.getRootNode();
      return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    };
    /** The part of an element that its scroll containers leave visible. */
    const shown = (element: Element) => {
      let { left, right, top, bottom } = element.getBoundingClientRect();
      for (let each = around(element); each && each !== outer; each = around(each)) {
        if (getComputedStyle(each).overflowY === "visible") continue;
        const clip = each.getBoundingClientRect();
        [left, top] = [Math.max(left, clip.left), Math.max(top, clip.top)];
        [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
      }
      return { left, right, top, bottom };
    };
    const walk = (root: ParentNode) => {
      for (const each of root.querySelectorAll("*")) {
        if (each.shadowRoot) walk(each.shadowRoot);
        if (getComputedStyle(each).visibility === "hidden") continue;
        const { left, right, top, bottom } = shown(each);
        // Text for screen readers alone is one pixel in size.
        if (right - left <= 1 || bottom - top <= 1) continue;
        if (bottom > box.bottom + 1 || right > box.right + 1 || left < box.left - 1 || top < box.top - 1)
          over.push(
            `${each.localName}.${each.getAttribute("class")} ${[left, right, top, bottom].map(Math.round)}`,
          );
      }
    };
    walk(outer.shadowRoot as ShadowRoot);
    return over.slice(0, 4);
  });

test("in a window taller than its box, the element stays in its box", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1050 });
  await page.goto(`${host.origin}/box`);
  await ended(page);
  expect(await overflowing(page)).toEqual([]);
  const plane = await page.locator("hnn-plane").first().boundingBox();
  expect(plane?.height).toBeGreaterThan(90);
  const [box, after] = await Promise.all(
    ["hnn-playground", "#after"].map((each) => page.locator(each).boundingBox()),
  );
  expect(box?.height).toBe(600);
  expect(after?.y).toBeGreaterThanOrEqual((box?.y ?? 0) + 600);
});

test("a height set on the element by the page applies", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1050 });
  await page.goto(`${host.origin}/height`);
  await ended(page);
  expect((await page.locator("hnn-playground").boundingBox())?.height).toBe(640);
  expect(await overflowing(page)).toEqual([]);
});

test("in a narrow column of a wide page, settings and planes stay inside the column", async ({ page }) => {
  await page.goto(`${host.origin}/column`);
  await ended(page);
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await expect(page.getByRole("button", { name: "Close the settings" })).toBeInViewport();
  expect(await overflowing(page)).toEqual([]);
});

for (const path of ["plain", "scaled", "zoomed", "stretched"]) {
  test(`a press acts at the pointer’s position: ${path}`, async ({ page }) => {
    await page.goto(`${host.origin}/${path}`);
    await ended(page);
    const plane = page.locator("hnn-plane").nth(1);
    const box = (await plane.boundingBox()) as NonNullable<Awaited<ReturnType<typeof plane.boundingBox>>>;
    const at = { x: box.x + 0.63 * box.width, y: box.y + 0.37 * box.height };
    await page.mouse.move(at.x, at.y);
    const card = page.locator("hnn-probe-card .card");
    await expect(card).toBeVisible();
    const beside = await card.boundingBox();
    // The card is near the pointer but doesn't cover it.
    const dx = Math.max((beside?.x ?? 0) - at.x, at.x - ((beside?.x ?? 0) + (beside?.width ?? 0)));
    expect(dx).toBeGreaterThan(2);
    expect(dx).toBeLessThan(40);
    await page.mouse.down();
    await page.mouse.up();
    await expect
      .poll(async () => {
        const handle = await plane.locator(".start").boundingBox();
        if (!handle) return Number.NaN;
        return Math.hypot(handle.x + handle.width / 2 - at.x, handle.y + handle.height / 2 - at.y);
      })
      .toBeLessThan(2);
  });

  test(`the body follows the pointer: ${path}`, async ({ page }) => {
    await page.goto(`${host.origin}/${path}`);
    await ended(page);
    await page.getByRole("button", { name: "Pause motion" }).click();
    await page.evaluate(() => document.querySelector("hnn-playground")?.stepMotion(-10_000));
    // Body and plane have the same horizontal axis, so the mass is above the ring around the initial state.
    const handle = page.locator("hnn-plane").nth(1).locator(".start");
    const middle = async () => {
      const box = await handle.boundingBox();
      return (box?.x ?? 0) + (box?.width ?? 0) / 2;
    };
    const body = await page.locator("hnn-body").nth(1).boundingBox();
    const [x, y] = [await middle(), (body?.y ?? 0) + (body?.height ?? 0) / 2];
    const goal = x - 0.2 * (body?.width ?? 0);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(goal, y, { steps: 5 });
    await expect.poll(async () => Math.abs((await middle()) - goal)).toBeLessThan(3);
    await page.mouse.up();
  });
}

test("the page’s styles don’t affect the element", async ({ page }) => {
  const look = () =>
    page.evaluate(() => {
      const outer = document.querySelector("hnn-playground") as HTMLElement;
      const found: Record<string, string>[] = [];
      const names = [
        "fontFamily fontSize fontStyle fontWeight lineHeight letterSpacing wordSpacing textTransform textAlign textIndent whiteSpace",
        "textShadow color cursor tabSize strokeWidth fill direction display width height",
      ]
        .join(" ")
        .split(" ");
      const walk = (root: ParentNode) => {
        for (const each of root.querySelectorAll(
          "h1, h2, p, button, label, legend, select, header, footer, hnn-body, svg, th, td",
        )) {
          const style = getComputedStyle(each) as unknown as Record<string, string>;
          found.push(
            Object.fromEntries([
              ["of", `${each.localName}.${each.getAttribute("class")}`],
              ...names.map((name) => [name, style[name]]),
            ]),
          );
        }
        for (const each of root.querySelectorAll("*")) if (each.shadowRoot) walk(each.shadowRoot);
      };
      walk(outer.shadowRoot as ShadowRoot);
      return found;
    });
  await page.goto(`${host.origin}/plain`);
  await ended(page);
  const alone = await look();
  await page.goto(`${host.origin}/styled`);
  await ended(page);
  expect(alone.length).toBeGreaterThan(100);
  expect(await look()).toEqual(alone);
});

test("the hidden attribute removes the element from the layout", async ({ page }) => {
  await page.goto(`${host.origin}/hidden`);
  await expect(page.locator("hnn-playground")).toBeHidden();
  expect((await page.locator("#after").boundingBox())?.y).toBeLessThan(100);
});

for (const path of ["growing", "growing-site"]) {
  test(`a frame that adapts to its content’s height settles: ${path}`, async ({ page }) => {
    await page.goto(`${host.origin}/${path}`);
    const inner = page.frameLocator("iframe").locator("hnn-playground");
    await expect(inner).toBeVisible();
    if (path === "growing-site")
      await expect(page.frameLocator("iframe").getByRole("heading", { name: "References" })).toBeVisible();
    const heights: number[] = [];
    const turns = async () => Number(await page.title());
    for (let i = 0; i < 4; i++) {
      const until = (await turns()) + 20;
      await expect.poll(turns).toBeGreaterThan(until);
      heights.push((await page.locator("iframe").boundingBox())?.height ?? 0);
    }
    expect(heights[3]).toBe(heights[2]);
    expect((await inner.boundingBox())?.height).toBe(800);
  });
}

test("the element trains in a sandboxed frame", async ({ page }) => {
  await page.goto(`${host.origin}/sandboxed`);
  const inner = page.frames()[1];
  await expect
    .poll(() => inner?.evaluate(() => document.querySelector("hnn-playground")?.snapshot?.().finished))
    .toBe(true);
});

test("in a sandboxed frame, the site says what it needs", async ({ page }) => {
  await page.goto(`${host.origin}/sandboxed-site`);
  await expect(page.frameLocator("iframe").getByRole("alert").filter({ hasText: "sandbox" })).toContainText(
    "allow-same-origin",
  );
  expect(await page.frameLocator("iframe").getByRole("alert").filter({ hasText: /\S/ }).count()).toBe(1);
});

/** Expects the step to stay constant over ten of the element's visibility checks, once steps in progress have finished. */
async function rests(page: Page): Promise<number> {
  await until(page, ({ running }) => !running);
  await page.waitForTimeout(1000);
  const { step } = await snapshot(page);
  await page.waitForTimeout(2500);
  expect((await snapshot(page)).step).toBe(step);
  return step;
}

test("outside the viewport the element neither trains nor draws, and continues later", async ({ page }) => {
  await page.goto(`${host.origin}/below`);
  await until(page, ({ settled }) => settled);
  await rests(page);
  const frames = await page.evaluate(async () => {
    const { playhead } = (
      document.querySelector("hnn-playground") as unknown as { session: { playhead: { time: number } } }
    ).session;
    const before = playhead.time;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return [before, playhead.time];
  });
  expect(frames[1]).toBe(frames[0]);
  await page.locator("hnn-playground").scrollIntoViewIfNeeded();
  const now = await until(page, ({ running, step }) => running && step > 0);
  // Playback continues from where it stopped, without catching up.
  expect(now.motion.time).toBeLessThan((frames[1] ?? 0) + 2);
  await page.evaluate(() => scrollTo(0, 0));
  await rests(page);
});

test("outside the viewport the element trains the steps that the page requests", async ({ page }) => {
  await page.goto(`${host.origin}/below`);
  const step = await rests(page);
  await page.evaluate(() => document.querySelector("hnn-playground")?.step(25));
  const now = await until(page, (now) => now.step === step + 25 && now.settled);
  expect(now.learners.hnn?.trainLoss).toBeGreaterThan(0);
  // They are drawn once the element is visible.
  await page.locator("hnn-playground").scrollIntoViewIfNeeded();
  await expect(page.getByText(`step ${step + 25}`)).toBeVisible();
});

test("outside the viewport the element trains if the page wants it to", async ({ page }) => {
  await page.goto(`${host.origin}/kept`);
  const now = await ended(page);
  expect(now.step).toBe(60);
});

test("inside closed details the element pauses until they open", async ({ page }) => {
  await page.goto(`${host.origin}/folded`);
  await rests(page);
  await page.getByText("More", { exact: true }).click();
  await until(page, ({ running, step }) => running && step > 0);
  await page.evaluate(() => document.querySelector("details")?.removeAttribute("open"));
  await rests(page);
});

test("on a slide hidden by a style the element pauses until the slide is shown", async ({ page }) => {
  await page.goto(`${host.origin}/slides`);
  await rests(page);
  await page.evaluate(() => document.getElementById("slide")?.removeAttribute("style"));
  await until(page, ({ running, step }) => running && step > 0);
});

test("the page receives only the documented events", async ({ page }) => {
  await page.addInitScript(() => {
    const made = new Set<string>();
    const received = new Set<string>();
    const Original = CustomEvent;
    const note = (event: Event) => {
      if (event instanceof Original)
        received.add(`${event.type}, ${event.eventPhase === 1 ? "capturing" : "bubbling"}`);
    };
    window.CustomEvent = class extends Original<unknown> {
      constructor(type: string, init?: CustomEventInit) {
        super(type, init);
        if (made.has(type)) return;
        made.add(type);
        for (const capture of [true, false]) document.addEventListener(type, note, capture);
      }
    } as typeof CustomEvent;
    Object.assign(window, { events: () => [[...made], [...received]] });
  });
  await page.goto(`${host.origin}/plain`);
  await ended(page);
  const plane = (await page.locator("hnn-plane").first().boundingBox()) as { x: number; y: number };
  await page.mouse.click(plane.x + 80, plane.y + 60);
  await page.getByRole("button", { name: "Single step" }).click();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByRole("tab", { name: /Error/ }).click();
  await page.getByRole("radio", { name: "Pendulum" }).check();
  await until(page, ({ settings, settled }) => settings.system === "pendulum" && settled);
  const [made, received] = (await page.evaluate(() =>
    (window as unknown as { events(): [string[], string[]] }).events(),
  )) as [string[], string[]];
  for (const type of ["point", "start", "command", "view", "propose", "progress"])
    expect(made).toContain(type);
  // Events that don't bubble are still captured by the document.
  const documented = ["progress", "linkchange", "pinschange", "preferencechange", "shown"];
  expect(received.filter((each) => !documented.includes(each.replace(", capturing", "")))).toEqual([]);
});

test("loading the script twice does no harm", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${host.origin}/twice`);
  await ended(page);
  await page.evaluate((url) => import(url), `${element.url}hnn-playground.js?third`);
  expect(errors).toEqual([]);
});

test("removing an attribute restores its default", async ({ page }) => {
  await page.goto(`${host.origin}/empty`);
  await page.evaluate(() => {
    const each = document.createElement("hnn-playground");
    const attributes = {
      width: "8",
      steps: "60",
      noise: "0.3",
      system: "pendulum",
      map: "none",
      hide: "panel",
      theme: "dark",
    };
    for (const [name, value] of Object.entries(attributes)) each.setAttribute(name, value);
    document.getElementById("a")?.append(each);
  });
  const first = await ended(page);
  expect(first).toMatchObject({
    settings: { noise: 0.3, system: "pendulum" },
    view: { map: "none", hide: ["panel"] },
  });
  const take = (name: string) =>
    page.evaluate((name) => document.querySelector("hnn-playground")?.removeAttribute(name), name);
  await take("noise");
  await until(page, ({ settings }) => settings.noise === 0.1);
  for (const name of ["map", "hide", "theme"]) await take(name);
  await until(page, ({ view }) => view.map === "own" && view.hide.length === 0);
  await expect(page.locator("hnn-playground")).toHaveAttribute("resolved-theme", "light");
  await take("system");
  const last = await until(page, ({ settings }) => settings.system === "spring");
  expect(last.problems).toEqual([]);
});

test("live changes set later apply to the run", async ({ page }) => {
  await page.goto(`${host.origin}/plain`);
  const before = await ended(page);
  await page.evaluate(() =>
    document.querySelector("hnn-playground")?.setAttribute("log", "20:learning_rate:0.01"),
  );
  const after = await until(page, ({ log, settled, finished }) => log.length === 1 && settled && finished);
  const loss = (now: Snapshot, step: number) =>
    now.learners.hnn?.losses.find((each) => each.step === step)?.train;
  const steps = before.learners.hnn?.losses.map(({ step }) => step) ?? [];
  const [early, late] = [steps.filter((step) => step <= 20).at(-1), steps.at(-1)];
  expect(loss(after, early ?? 0)).toBe(loss(before, early ?? 0));
  expect(loss(after, late ?? 0)).not.toBe(loss(before, late ?? 0));
  await page.evaluate(() => document.querySelector("hnn-playground")?.removeAttribute("log"));
  const again = await until(page, ({ log, settled, finished }) => log.length === 0 && settled && finished);
  expect(again.learners.hnn?.losses).toEqual(before.learners.hnn?.losses);
});

test("a link leaves parts hidden by the page hidden, unless it names them", async ({ page }) => {
  await page.goto(`${host.origin}/empty`);
  await page.evaluate(() => {
    const each = document.createElement("hnn-playground");
    each.setAttribute("hide", "panel,views");
    each.link = "#v=1&seed=5&width=8&steps=60";
    document.getElementById("a")?.append(each);
  });
  expect((await ended(page)).view.hide).toEqual(["panel", "views"]);
  const follow = (link: string) =>
    page.evaluate(
      (link) => Object.assign(document.querySelector("hnn-playground") as object, { link }),
      link,
    );
  await follow("#v=1&seed=6&width=8&steps=60&map=none");
  const second = await until(page, ({ settings }) => settings.seed === 6);
  expect(second.view).toMatchObject({ hide: ["panel", "views"], map: "none" });
  await follow("#v=1&seed=7&width=8&steps=60&hide=title");
  const third = await until(page, ({ settings }) => settings.seed === 7);
  expect(third.view).toMatchObject({ hide: ["title"], map: "own" });
});

test("moved while the module loads, the element starts once and without an error", async ({ page }) => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\.wasm/, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(`${host.origin}/empty`);
  await page.evaluate(async (attributes) => {
    const a = document.getElementById("a") as HTMLElement;
    a.innerHTML = `<hnn-playground ${attributes}></hnn-playground>`;
    const each = a.firstElementChild as HTMLElement;
    await new Promise(requestAnimationFrame);
    // Move it at once, then again after a pause.
    document.getElementById("b")?.append(each);
    await new Promise(requestAnimationFrame);
    each.remove();
    await new Promise(requestAnimationFrame);
    a.append(each);
  }, QUICK);
  release();
  const now = await ended(page);
  expect(now.problems).toEqual([]);
  await expect(page.locator("hnn-playground").getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);
  await expect(page.locator("hnn-playground .verdict")).toContainText("energy");
});

test("moved later, the element keeps training and drawing", async ({ page }) => {
  await page.goto(`${host.origin}/empty`);
  await page.evaluate((attributes) => {
    (document.getElementById("a") as HTMLElement).innerHTML =
      `<hnn-playground ${attributes}></hnn-playground>`;
  }, ENDLESS);
  const before = await until(page, ({ step }) => step > 50);
  const losses = before.learners.hnn?.losses ?? [];
  const workers = page.workers().length;
  const [then, moved] = await page.evaluate(async () => {
    const each = document.querySelector("hnn-playground") as HTMLElementTagNameMap["hnn-playground"];
    const { step } = each.snapshot();
    document.getElementById("b")?.append(each);
    await new Promise(requestAnimationFrame);
    return [step, each.snapshot().step];
  });
  expect(moved).toBeGreaterThanOrEqual(then);
  const after = await until(page, ({ step, running }) => running && step > before.step);
  expect(after.learners.hnn?.losses.slice(0, losses.length)).toEqual(losses);
  expect(page.workers().length).toBe(workers);
  await page.evaluate(() => document.querySelector("hnn-playground")?.pause());
  await until(page, ({ settled, running }) => settled && !running);
  // The planes show their content again, not just the background.
  const shades = await drawn(page.locator("hnn-plane").nth(1));
  expect(await shades.evaluate(({ data }) => new Set(new Uint32Array(data.buffer)).size)).toBeGreaterThan(20);
});
