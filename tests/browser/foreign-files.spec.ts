// Tests that files of other kinds are recognised, and that files from other programs can be read.
import { expect, type Page, test } from "@playwright/test";
import { openExportDialog, saved } from "./export-dialog";
import { nativeOutput } from "./native";
import { done, open, QUICK, snapshot, until } from "./page";

const choose = (page: Page, name: string, content: Buffer | string) =>
  page
    .getByLabel("Weights or run record")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });

const intoHnn = (page: Page) =>
  page
    .getByRole("group", { name: "Learner to load the weights into" })
    .getByRole("button", { name: "the HNN" })
    .click();

/** The start of a zip archive whose first entry has this name. */
const zip = (entry: string) =>
  Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(26), Buffer.from(entry)]);

const FOREIGN: [string, Buffer | string, RegExp][] = [
  ["model.pt", zip("archive/data.pkl"), /model\.pt is a PyTorch checkpoint.*save_file/],
  ["model.pt", Buffer.from([0x80, 2, 0x8a, 10, 0x6c, 0xfc]), /Python pickle.*PyTorch/],
  ["model.npz", zip("linear1.weight.npy"), /NumPy archive/],
  ["model.npy", Buffer.from([0x93, ...Buffer.from("NUMPY")]), /NumPy array/],
  ["model.h5", Buffer.from([0x89, ...Buffer.from("HDF")]), /HDF5/],
  [
    "model.safetensors",
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    /Git LFS pointer.*git lfs pull/,
  ],
  ["model.safetensors", "\n<!DOCTYPE html><title>Sign in</title>", /a web page/],
  ["model.safetensors", "", /is empty/],
  ["model.safetensors", "no weights", /not a safetensors file/],
];

test("a file of another kind is named, with advice", async ({ page }) => {
  await open(page, QUICK);
  const before = await done(page);
  await openExportDialog(page);
  for (const [name, content, says] of FOREIGN) {
    await choose(page, name, content);
    await intoHnn(page);
    await expect(page.getByRole("alert").filter({ hasText: says })).toContainText(
      "weights file cannot be read",
    );
  }
  await choose(page, "record.json", "<html><body>Not found</body></html>");
  await expect(page.getByRole("alert").filter({ hasText: "record.json is a web page" })).toBeVisible();
  const { bytes } = await saved(page, "Download weights of the HNN");
  await choose(page, "half.safetensors", bytes.subarray(0, bytes.length - 40));
  await intoHnn(page);
  await expect(page.getByRole("alert").filter({ hasText: "half.safetensors is cut off" })).toContainText(
    `${bytes.length - 40} bytes of at least ${bytes.length}`,
  );
  expect((await snapshot(page)).learners).toEqual(before.learners);
});

for (const [how, encode] of Object.entries({
  "as it is printed": (text: string) => Buffer.from(text),
  "in UTF-16, as PowerShell writes it": (text: string) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "with a byte order mark": (text: string) => Buffer.from(`\ufeff${text}`),
})) {
  test(`the output of the README’s command opens its run, ${how}`, async ({ page }) => {
    test.setTimeout(900_000);
    const settings = { system: "pendulum", seed: 3, width: 8, steps: 40 };
    const printed = nativeOutput(settings, "hnn");
    await open(page, QUICK);
    await done(page);
    await openExportDialog(page);
    await choose(page, "run.json", encode(printed));
    const now = await until(
      page,
      (each) => each.settings.system === "pendulum" && each.settled && each.finished,
    );
    expect(now.settings).toMatchObject(settings);
    expect(now.problems.join()).toContain("Opened the run in run.json: the HNN, 40 steps.");
  });
}
