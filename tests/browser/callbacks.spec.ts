// Tests that listeners may call the element from any of its events.
import { expect, type Page, test } from "@playwright/test";
import { done, open, pageErrorsOf, QUICK, snapshot, until } from "./page";

type Counted = Window & { events: number };

const eventCount = (page: Page) => page.evaluate(() => (window as unknown as Counted).events);

test("a listener that steps on every progress event trains step by step", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, QUICK);
  await done(page, 60);
  await page.evaluate(() => {
    const element = document.querySelector("hnn-playground");
    element?.addEventListener("progress", () => {
      if (element.snapshot().step < 75) element.step();
    });
    element?.step();
  });
  const now = await done(page, 75);
  expect(now.running).toBe(false);
  expect(pageErrors).toEqual([]);
});

test("requests for single steps add up", async ({ page }) => {
  await open(page, QUICK);
  await done(page, 60);
  await page.evaluate(() => {
    for (let i = 0; i < 3; i++) document.querySelector("hnn-playground")?.step(2);
  });
  await done(page, 66);
});

test("listeners that change the view, pause or pin on every event don’t loop", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, QUICK);
  await done(page, 60);
  await page.evaluate(() => {
    const element = document.querySelector("hnn-playground");
    Object.assign(window, { events: 0 });
    for (const event of ["progress", "linkchange", "pinschange", "shown"]) {
      element?.addEventListener(event, () => {
        (window as unknown as Counted).events += 1;
        element.look({ tab: "runs", layers: ["data"] });
        element.pause();
      });
    }
    element?.look({ map: "none" });
    element?.play();
  });
  const now = await until(page, ({ view, running, settled }) => view.tab === "runs" && !running && settled);
  expect(now.view).toMatchObject({ map: "none", layers: ["data"] });
  expect(await eventCount(page)).toBeGreaterThan(1);
  expect((await snapshot(page)).problems).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test("events fire after the call that causes them, once each", async ({ page }) => {
  await open(page, QUICK);
  await done(page, 60);
  const order = await page.evaluate(async () => {
    const element = document.querySelector("hnn-playground");
    const order: string[] = [];
    element?.addEventListener("linkchange", () => order.push("linkchange"));
    element?.look({ map: "none" });
    element?.look({ map: "difference" });
    element?.look({ map: "difference" });
    order.push("returned");
    await Promise.resolve();
    element?.look({ map: "difference" });
    await Promise.resolve();
    return order;
  });
  expect(order).toEqual(["returned", "linkchange"]);
});
