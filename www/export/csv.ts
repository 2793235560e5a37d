// CSV files that spreadsheets and data-frame libraries read without options: UTF-8 with a byte order mark, one header row, then
// numbers. Each number has the fewest digits that read back as the same float; missing or non-finite numbers are empty cells. The
// last column, "source", has the origin of the numbers in its first row.
import type { CoordinateInfo } from "../../pkg/hnn_playground";
import type { SeedResult } from "../batches/spread";
import { catalog, energyUnit, modelBrief } from "../experiment/catalog";
import type { Session } from "../run/session";
import { count } from "../text/format";
import { addressOf } from "./address";
import { described } from "./still";

type Cell = number | string | null | undefined;

/** Without it, Excel assumes a local 8-bit encoding. */
export const BYTE_ORDER_MARK = "\ufeff";

/** Single-precision numbers need 6 to 9 significant digits. */
const SINGLE_DIGITS = [6, 7, 8, 9];

/** The number with the fewest digits that is equal in single precision. */
export function shortestSingle(value: number): number {
  for (const digits of SINGLE_DIGITS) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

const single = (values: Float32Array | undefined, row: number): Cell => {
  const value = values?.[row];
  return value === undefined ? null : shortestSingle(value);
};

const cell = (value: Cell): string => {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  return value && /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : (value ?? "");
};

/** Builds the file: header, rows, and in the first row's "source" cell the origin, followed by `remarks`. */
function table(session: Session, columns: string[], rows: Iterable<Cell[]>, remarks: string[] = []): string {
  const origin = `HNN Playground ${catalog.version}: ${described(session)} ${addressOf(session)}`;
  const source = [origin, ...remarks].join("; ");
  const lines = [[...columns, "source"].map(cell).join(",")];
  for (const row of rows) lines.push([...row, lines.length === 1 ? source : null].map(cell).join(","));
  return `${BYTE_ORDER_MARK}${lines.join("\n")}\n`;
}

const named = (model: string, quantity: string, unit: string) =>
  `${modelBrief(model)} ${quantity}${unit === "" ? "" : ` (${unit})`}`;

const modelsOf = ({ learners }: Session) => ["truth", ...learners];

/** Columns: t; for each model its coordinates, H, H_θ if it has one, and the coordinate error. Remarks: pace and drift. */
export function trajectoriesCsv(session: Session): string {
  const { rollouts, system } = session.scene;
  if (!rollouts) throw new Error("The rollouts are not computed yet.");
  const columns: { name: string; at: (row: number) => Cell }[] = [
    { name: "t (s)", at: (row) => single(rollouts.t, row) },
  ];
  for (const model of modelsOf(session)) {
    const rollout = rollouts.models[model];
    if (!rollout) continue;
    const { states, energy, learnedEnergy, coordinateError } = rollout;
    system.coordinates.forEach(({ symbol, unit }: CoordinateInfo, i) => {
      columns.push({
        name: named(model, symbol, unit),
        at: (row) => single(states, row * rollouts.dim + i),
      });
    });
    if (energy)
      columns.push({ name: named(model, "H", energyUnit(system)), at: (row) => single(energy, row) });
    if (learnedEnergy) {
      columns.push({
        name: named(model, "H_θ", energyUnit(system)),
        at: (row) => single(learnedEnergy, row),
      });
    }
    if (model !== "truth" && coordinateError) {
      columns.push({
        name: named(model, "coordinate error", ""),
        at: (row) => single(coordinateError, row),
      });
    }
  }
  const rows = Array.from(rollouts.t, (_, row) => columns.map(({ at }) => at(row)));
  return table(
    session,
    columns.map(({ name }) => name),
    rows,
    measuresOf(session),
  );
}

/** Pace and drift of the learners as fractions, in words. */
function measuresOf(session: Session): string[] {
  const { rollouts, bestPace, drifts } = session.scene;
  const measures = session.learners.map((learner) => {
    const { pace, energyDrift, friction } = rollouts?.models[learner] ?? {};
    const byStart = drifts.get(learner);
    const known = [
      ["pace", pace],
      ["largest energy drift", energyDrift],
      ["friction", friction?.join(" ")],
      ["median drift from other starts inside the training energies", byStart?.inside],
      ["outside", byStart?.outside],
    ].flatMap(([name, value]) => (value == null ? [] : [`${name} ${value}`]));
    return `${modelBrief(learner)}: ${known.join(", ")}`;
  });
  measures.push(
    "coordinate error: in units of the motion’s own spread, root mean square over the coordinates",
  );
  return bestPace === null
    ? measures
    : [...measures, `pace predicted for the best learnable field: ${bestPace}`];
}

/** Columns: step; for each learner the losses before that step, on its batch and on at most `recordedRows` test states. */
export function lossesCsv(session: Session): string {
  const { training, learners } = session;
  const bySteps = new Map<number, Cell[]>();
  learners.forEach((learner, i) => {
    for (const { step, train, test } of training?.states.get(learner)?.losses ?? []) {
      const row = bySteps.get(step) ?? new Array<Cell>(2 * learners.length).fill(null);
      row[2 * i] = train;
      row[2 * i + 1] = test;
      bySteps.set(step, row);
    }
  });
  const rows = [...bySteps].sort(([a], [b]) => a - b).map(([step, losses]) => [step, ...losses]);
  const kinds = ["train loss", "test loss"];
  return table(
    session,
    ["step", ...learners.flatMap((each) => kinds.map((kind) => named(each, kind, "")))],
    rows,
    [
      `train loss: on the batch of the step; test loss: on at most ${count(catalog.recordedRows)} test states, evenly spaced`,
    ],
  );
}

/** Columns: seed; for each learner its relative energy change and largest drift, and the problem if there are none. */
export function seedsCsv(session: Session, results: ReadonlyMap<string, SeedResult[]>): string {
  const learners = [...results.keys()];
  const bySeed = new Map<number, Cell[]>();
  learners.forEach((learner, i) => {
    for (const { seed, change, largest, problem } of results.get(learner) ?? []) {
      const row = bySeed.get(seed) ?? new Array<Cell>(3 * learners.length).fill(null);
      row.splice(3 * i, 3, change, largest, problem);
      bySeed.set(seed, row);
    }
  });
  const columns = learners.flatMap((each) => [
    named(each, "relative energy change", ""),
    named(each, "largest relative energy drift", ""),
    named(each, "problem", ""),
  ]);
  const rows = [...bySeed].sort(([a], [b]) => a - b).map(([seed, cells]) => [seed, ...cells]);
  return table(session, ["seed", ...columns], rows);
}
