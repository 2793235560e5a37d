// Tests the element in host pages in every engine: scaled, zoomed, sandboxed, out of view.
import { test } from "@playwright/test";
import type { Snapshot } from "../../../www/run/snapshot";
import { serveElement } from "../embedding";
import { type Served, serve } from "../serve";
import { centreOf, click, type Driver, eventually } from "./driver";
import { engines, openEngine, PATIENCE_MS } from "./engines";

for (const engine of engines) {
  test.describe(engine, () => {
    let element: Served;
    let host: Served;
    let driver: Driver;

    const page = (body: string) =>
      `<!doctype html><html lang="en"><title>Slides</title><link rel="icon" href="data:,">
       <script type="module" src="${element.url}hnn-playground.js"></script><body>${body}</body></html>`;
    // High enough for planes in WebKit, whose text under zoom is larger than elsewhere (docs/embedding.md).
    const styled = (style: string) =>
      page(
        `<hnn-playground width="8" steps="60" planes="side" style="width:1200px;--hnn-height:900px;${style}"></hnn-playground>`,
      );

    test.beforeAll(async () => {
      test.setTimeout(PATIENCE_MS);
      element = await serveElement();
      host = await serve("dist", {
        pages: {
          "/scaled": styled("transform:scale(.5);transform-origin:0 0"),
          "/zoomed": styled("zoom:.5"),
          "/below": page(
            `<div style="height:3000px">Text</div><hnn-playground width="8" steps="50000"></hnn-playground>`,
          ),
          "/plain": page(`<hnn-playground width="8" steps="60"></hnn-playground>`),
          "/sandboxed": `<!doctype html><title>Frame</title><script>
            addEventListener("message", ({ data }) => { document.title = data; });
          </script><iframe sandbox="allow-scripts" src="/reporting" style="width:1200px;height:800px"></iframe>`,
          // A page without an origin can't be inspected from outside, so it reports.
          "/reporting": page(`<hnn-playground width="8" steps="60"></hnn-playground><script type="module">
            document.querySelector("hnn-playground").addEventListener("progress", ({ detail }) => parent.postMessage("step " + detail.step, "*"));
          </script>`),
        },
        headers: { "Access-Control-Allow-Origin": "*" },
      });
      driver = await openEngine(engine, host.origin);
    });
    test.afterAll(() => Promise.all([driver?.close(), element.close(), host.close()]));

    const snapshot = () =>
      driver.evaluate(
        () => (document.querySelector("hnn-playground")?.snapshot?.() ?? null) as Snapshot | null,
      );
    const until = (what: string, condition: (now: Snapshot) => boolean) =>
      eventually(what, async () => {
        const now = await snapshot();
        return now !== null && condition(now) && now;
      });

    for (const path of ["scaled", "zoomed"]) {
      test(`a press acts at the pointer’s position: ${path}`, async () => {
        await driver.open(`${host.origin}/${path}`);
        await until("the end of the training", ({ settled, finished }) => settled && finished);
        /** Centre and size of a part of the second column, in window pixels. */
        const box = (part: string) =>
          driver.evaluate((part) => {
            const inside = (each: Element | null | undefined, selector: string) =>
              each?.shadowRoot?.querySelectorAll(selector) ?? [];
            const column = inside(document.querySelector("hnn-playground"), "hnn-column")[1];
            const plane = inside(column, "hnn-plane")[0];
            const found = part === "plane" ? plane : inside(plane, part)[0];
            if (!found) throw new Error(`There is no ${part} yet.`);
            // The page shows the element at half of 1,200 px. Browsers before the standard measure in zoomed pixels.
            const unit = 600 / (document.querySelector("hnn-playground")?.getBoundingClientRect().width ?? 0);
            const { x, y, width, height } = found.getBoundingClientRect();
            return {
              x: unit * (x + width / 2),
              y: unit * (y + height / 2),
              width: unit * width,
              height: unit * height,
            };
          }, part);
        const plane = await box("plane");
        const at = {
          x: Math.round(plane.x + 0.13 * plane.width),
          y: Math.round(plane.y - 0.12 * plane.height),
        };
        await driver.drag(at, at);
        await eventually("the initial state under the pointer", async () => {
          const handle = await box(".start");
          return Math.hypot(handle.x - at.x, handle.y - at.y) < 2;
        });
      });
    }

    test("a message appears over an open dialog and can be dismissed there", async () => {
      await driver.open(`${host.origin}/plain`);
      await until("the end of the training", ({ settled, finished }) => settled && finished);
      await driver.evaluate(() => document.querySelector("hnn-playground")?.open("about"));
      await centreOf(driver, "button", "Close");
      await driver.evaluate(() => document.querySelector("hnn-playground")?.tell("Over the dialog."));
      await click(driver, "button", "Dismiss this message");
      await until("no message", ({ problems }) => problems.length === 0);
      // The dialog is still open.
      await centreOf(driver, "button", "Close");
    });

    test("outside the viewport the element waits, and trains the steps that the page requests", async () => {
      await driver.open(`${host.origin}/below`);
      const { step } = await until("a pause", ({ settled, running }) => settled && !running);
      await driver.evaluate(() => document.querySelector("hnn-playground")?.step(10));
      await until("ten steps", (now) => now.step === step + 10 && now.settled);
      await driver.evaluate(() => {
        document.querySelector("hnn-playground")?.play();
        document.querySelector("hnn-playground")?.scrollIntoView();
      });
      await until("training in view", (now) => now.running && now.step > step + 10);
    });

    test("the element trains in a sandboxed frame", async () => {
      await driver.open(`${host.origin}/sandboxed`);
      await eventually(
        "the last step",
        async () => (await driver.evaluate(() => document.title)) === "step 60",
      );
    });
  });
}
