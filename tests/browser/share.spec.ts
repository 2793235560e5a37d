// Tests that the copied link and embedding code repeat the run.
import { expect, type Page, test } from "@playwright/test";
import { linkOf, openExportDialog } from "./export-dialog";
import { done, open, snapshot, until } from "./page";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const RUN = "system=pendulum&width=8&steps=60&seed=7&start=1.2,0.3&log=30:learning_rate:0.01&map=divergence";

const copied = async (page: Page, button: string) => {
  // The message about the previous copy is still there.
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.getByRole("button", { name: button, exact: true }).click();
  await expect(page.getByText(/was copied\.$/)).toBeVisible();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).not.toBe("");
  return clipboard();
};

/** Names that an HTML attribute can't have. */
const FORMULA = `system=own&width=8&steps=60&hamiltonian=${encodeURIComponent("p^2/2m_eff + L^2/(2 m_eff q^2) - λ/q")}&parameter_L=1.2&parameter_m_eff=0.8&range_L=1,2`;

for (const [kind, run] of [
  ["a system", RUN],
  ["a formula", FORMULA],
] as const)
  test(`link, embedding code and citation can be copied: ${kind}`, async ({ page }) => {
    // Simulates the published site, which serves the element as well.
    await page.route("**/element/hnn-playground.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "" }),
    );
    await open(page, run);
    const first = await done(page);
    await openExportDialog(page);
    expect(await copied(page, "Copy link")).toBe(await linkOf(page));
    expect(await copied(page, "Copy citation")).toContain("@inproceedings{greydanus2019hamiltonian,");
    const code = await copied(page, "Copy embed code");
    expect(code).toMatch(
      /^<script type="module" src="http[^"]+\.js"><\/script>\n<hnn-playground [^>]+><\/hnn-playground>\n$/,
    );

    // Replaces the page's element by the one in the code.
    await page.goto("about:blank");
    await open(page, "width=8&steps=5&seed=1");
    await page.evaluate((text) => {
      const given = new DOMParser().parseFromString(text, "text/html").querySelector("hnn-playground");
      const element = document.createElement("hnn-playground");
      for (const { name, value } of given?.attributes ?? []) element.setAttribute(name, value);
      document.querySelector("hnn-playground")?.replaceWith(element);
    }, code);
    await until(page, (now) => now.settled && now.finished && now.step === 60);
    const second = await snapshot(page);
    expect(second.settings).toEqual(first.settings);
    expect(second.log).toEqual(first.log);
    expect(second.view).toEqual(first.view);
    expect(second.learners).toEqual(first.learners);
  });

test("without the element’s script, the code is a frame that repeats the run", async ({ page }) => {
  await open(page, RUN);
  const first = await done(page);
  await openExportDialog(page);
  const code = await copied(page, "Copy embed code");
  expect(code).toMatch(/^<iframe src="http[^"]+" title="HNN Playground: Pendulum"[^>]*><\/iframe>\n$/);
  const address = await page.evaluate(
    (text) => new DOMParser().parseFromString(text, "text/html").querySelector("iframe")?.src ?? "",
    code,
  );
  expect(address).toBe(await linkOf(page));
  await page.goto("about:blank");
  await page.goto(address);
  const second = await done(page, 60);
  expect(second.learners).toEqual(first.learners);
});
