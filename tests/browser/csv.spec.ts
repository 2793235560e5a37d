// Tests that CSV files contain the run's numbers to the last digit, and nothing but numbers.
import { expect, type Page, test } from "@playwright/test";
import { linkOf, openExportDialog, saved } from "./export-dialog";
import { done, open, pageErrorsOf, snapshot, until } from "./page";

interface Table {
  columns: string[];
  rows: string[][];
  /** Origin of the numbers. */
  source: string;
}

/** Parses CSV according to RFC 4180. */
function parsed(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

async function table(page: Page, button: string): Promise<Table & { name: string }> {
  const { name, bytes } = await saved(page, button);
  // Excel needs the byte order mark to recognise UTF-8.
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [columns = [], ...rows] = parsed(bytes.toString("utf8").slice(1));
  // Data frame readers need the same columns on every line.
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([columns.length]));
  expect(columns.at(-1)).toBe("source");
  const [source = "", ...others] = rows.map((row) => row.at(-1));
  expect(new Set(others)).toEqual(new Set(others.length > 0 ? [""] : []));
  return { name, source, columns: columns.slice(0, -1), rows: rows.map((row) => row.slice(0, -1)) };
}

function column({ columns, rows }: Table, name: string): (number | null)[] {
  const at = columns.indexOf(name);
  expect(at, `a column ${name} among ${columns.join(", ")}`).toBeGreaterThanOrEqual(0);
  return rows.map((row) => (row[at] === "" ? null : Number(row[at])));
}

/** Max |H(t) − H(0)| / |H(0)|. */
function drift(energies: (number | null)[]): number {
  const start = energies[0] ?? Number.NaN;
  return Math.max(...energies.map((energy) => Math.abs((energy ?? start) - start) / Math.abs(start)));
}

test("trajectories.csv has every row of every model", async ({ page }) => {
  const pageErrors = pageErrorsOf(page);
  await open(page, "system=pendulum&width=12&steps=80&seed=4&start=1.5,0.25");
  const now = await done(page);
  await openExportDialog(page);
  const file = await table(page, "Trajectories (CSV)");
  expect(file.name).toBe("hnn-pendulum-seed4-step80-trajectories.csv");
  expect(file.source).toContain("Pendulum, seed 4, step 80 of 80");
  expect(file.source).toContain(await linkOf(page));

  expect(file.rows).toHaveLength(now.rollout?.n ?? -1);
  const t = column(file, "t (s)");
  expect(t[0]).toBe(0);
  expect(t.at(-1)).toBe(20);
  expect(t.slice(1, 4)).toEqual([0.05, 0.1, 0.15]);
  expect(Math.fround(t[1] ?? 0)).toBe(now.rollout?.dt);
  const models = [
    ["Truth", now.truth],
    ["baseline", now.learners.baseline],
    ["HNN", now.learners.hnn],
  ] as const;
  for (const [name, model] of models) {
    const states = [column(file, `${name} q (rad)`), column(file, `${name} p (kg·m²/s)`)];
    expect(states.map((each) => each[0])).toEqual(now.rollout?.start);
    // Exact in single precision, with no more digits than necessary.
    expect(states.map((each) => Math.fround(each.at(-1) ?? Number.NaN))).toEqual(model?.finalState);
    expect(
      Math.max(...states.flat().map((x) => String(x).replace(/^-?0\.0*|\D|e.*$/g, "").length)),
    ).toBeLessThan(10);
    expect(drift(column(file, `${name} H (J)`))).toBeCloseTo(model?.energyDrift ?? Number.NaN, 4);
  }
  expect(drift(column(file, "HNN H_θ (J)"))).toBeLessThan(drift(column(file, "baseline H (J)")));
  expect(file.columns).not.toContain("baseline H_θ (J)");
  // The coordinate error matches the coordinates, each in units of its standard deviation along the truth.
  const error = column(file, "HNN coordinate error");
  const last = file.rows.length - 1;
  const apart = ["q (rad)", "p (kg·m²/s)"].map((each) => {
    const truth = column(file, `Truth ${each}`).map(Number);
    const mean = truth.reduce((sum, x) => sum + x, 0) / truth.length;
    const variance = truth.reduce((sum, x) => sum + (x - mean) ** 2, 0) / truth.length;
    return ((column(file, `HNN ${each}`)[last] ?? 0) - (truth[last] ?? 0)) / Math.sqrt(variance);
  });
  expect(error[0]).toBe(0);
  expect(error[last]).toBeCloseTo(Math.hypot(...apart) / Math.sqrt(2), 4);
  expect(file.source).toContain(
    `pace ${now.learners.baseline?.pace}, largest energy drift ${now.learners.baseline?.energyDrift}`,
  );
  expect(file.source).toContain(`training energies ${now.learners.hnn?.driftByStart?.inside}`);
  expect(pageErrors).toEqual([]);
});

test("losses.csv has every recorded point of every learner", async ({ page }) => {
  await open(page, "width=12&steps=120&seed=4");
  const { learners } = await done(page);
  await openExportDialog(page);
  const file = await table(page, "Losses (CSV)");
  for (const [id, name] of [
    ["baseline", "baseline"],
    ["hnn", "HNN"],
  ] as const) {
    const points = learners[id]?.losses ?? [];
    expect(points.length).toBeGreaterThan(5);
    expect(column(file, "step")).toEqual(points.map(({ step }) => step));
    expect(column(file, `${name} train loss`)).toEqual(points.map(({ train }) => train));
    expect(column(file, `${name} test loss`)).toEqual(points.map(({ test: value }) => value));
  }
});

test("non-finite values are empty cells", async ({ page }) => {
  await open(page, "width=16&steps=400&learning_rate=10&horizon=100");
  await until(page, ({ learners }) =>
    Object.values(learners).some(({ trainingProblem }) => trainingProblem !== null),
  );
  await until(page, ({ settled, running }) => settled && !running);
  await openExportDialog(page);
  for (const button of ["Trajectories (CSV)", "Losses (CSV)"]) {
    const file = await table(page, button);
    expect(file.rows.length).toBeGreaterThan(0);
    const widths = new Set(file.rows.map((row) => row.length));
    expect([...widths]).toEqual([file.columns.length]);
    const cells = file.rows.flat();
    expect(cells.filter((cell) => cell !== "" && !Number.isFinite(Number(cell)))).toEqual([]);
  }
});

test("seeds.csv has the energy change of each seed, once they are trained", async ({ page }) => {
  await open(page, "width=12&steps=200&seed=4&learning_rate=0.01");
  await done(page);
  await page.getByRole("tab", { name: "Spread over seeds" }).click();
  await page.getByRole("button", { name: "Train these seeds" }).click();
  await expect(page.getByRole("button", { name: "Train again" })).toBeVisible({ timeout: 60_000 });
  await openExportDialog(page);
  const file = await table(page, "Seeds (CSV)");
  expect(file.rows).toHaveLength(20);
  const seeds = column(file, "seed");
  expect(new Set(seeds).size).toBe(20);
  const own = (name: string) => column(file, name)[seeds.indexOf(4)];
  const { learners } = await snapshot(page);
  for (const [name, learner] of [
    ["baseline", learners.baseline],
    ["HNN", learners.hnn],
  ] as const) {
    expect(own(`${name} relative energy change`)).toBeCloseTo(learner?.energyChange ?? Number.NaN, 4);
    expect(own(`${name} largest relative energy drift`)).toBeCloseTo(learner?.energyDrift ?? Number.NaN, 4);
  }
  // They are not the same by chance.
  expect(Math.abs(Number(learners.hnn?.energyChange))).toBeLessThan(Number(learners.hnn?.energyDrift) - 1e-3);
});

test("data.csv has the training and test data as a recording", async ({ page }) => {
  await open(page, "system=pendulum&width=8&steps=20&seed=4&trajectories=3&samples=10&friction=0.2");
  const now = await done(page, 20);
  await openExportDialog(page);
  const { name, bytes } = await saved(page, "Data (CSV)");
  expect(name).toBe("hnn-pendulum-seed4-step20-data.csv");
  const [origin = "", division, header, ...rows] = bytes.toString("utf8").slice(1).trimEnd().split("\n");
  expect(origin).toContain(await linkOf(page));
  expect(division).toBe("# Trials 1 to 3 are training data, the others test data.");
  expect(header).toBe("trial,t (s),q (rad),p (kg·m²/s)");
  expect(rows).toHaveLength(60);
  const cells = rows.map((row) => row.split(",").map(Number));
  expect(cells.map(([trial]) => trial)).toEqual([1, 2, 3, 4, 5, 6].flatMap((trial) => Array(10).fill(trial)));
  // The first samples are those on the plane.
  const shown = now.samples?.first ?? [];
  cells.slice(0, 4).forEach(([, , q = 0, p = 0], i) => {
    expect(Math.fround(q)).toBe(shown[2 * i]);
    expect(Math.fround(p)).toBe(shown[2 * i + 1]);
  });
  // Equal steps over 3 s.
  expect(cells[1]?.[1]).toBeCloseTo(3 / 9, 12);
});
