// Tests that only finite numbers reach canvases and axes, whatever data the module returns.
import assert from "node:assert/strict";
import { test } from "@playwright/test";
import fc from "fast-check";
import type { Rollout, Rollouts } from "../../pkg/hnn_playground";
import { LAYER_IDS } from "../../www/experiment/layers";
import type { Strip } from "../../www/render/plot/strips";
import { anySystem, between, catalog } from "./arbitrary";
import { fakePen } from "./fake-pen";
import { load } from "./load";

const { linear, ticks } =
  await load<typeof import("../../www/render/plot/scales")>("www/render/plot/scales.ts");
const strips = await load<typeof import("../../www/render/plot/strips")>("www/render/plot/strips.ts");
const comparison = await load<typeof import("../../www/render/plot/comparison")>(
  "www/render/plot/comparison.ts",
);
const quantities = await load<typeof import("../../www/render/plot/quantities")>(
  "www/render/plot/quantities.ts",
);
const dots = await load<typeof import("../../www/render/plot/dots")>("www/render/plot/dots.ts");
const { drawField } = await load<typeof import("../../www/render/layers/backdrop")>(
  "www/render/layers/backdrop.ts",
);
const { drawAxes } = await load<typeof import("../../www/render/layers/axes")>("www/render/layers/axes.ts");
const { drawPath } = await load<typeof import("../../www/render/layers/trajectory")>(
  "www/render/layers/trajectory.ts",
);
const { drawOutlinePoint, drawMotion } = await load<typeof import("../../www/render/layers/moving-point")>(
  "www/render/layers/moving-point.ts",
);
const { stateAt } = await load<typeof import("../../www/render/plot/path")>("www/render/plot/path.ts");
const body = await load<typeof import("../../www/render/plot/body")>("www/render/plot/body.ts");
const potentials = await load<typeof import("../../www/render/plot/potential")>(
  "www/render/plot/potential.ts",
);
const scene = await load<typeof import("../../www/render/scene")>("www/render/scene.ts");
const { drawChart, drawTimeCursor } =
  await load<typeof import("../../www/render/plot/chart")>("www/render/plot/chart.ts");
const { defaultView, STRIPS } =
  await load<typeof import("../../www/experiment/view")>("www/experiment/view.ts");
const words = await load<typeof import("../../www/run/summary")>("www/run/summary.ts");
const spread = await load<typeof import("../../www/batches/spread")>("www/batches/spread.ts");

const theme = await load<typeof import("../../www/render/plot/theme")>("www/render/plot/theme.ts");
const { markerOutline } = await load<typeof import("../../www/render/plot/markers")>(
  "www/render/plot/markers.ts",
);

const learners = catalog.learners.map(({ id }) => id);
const models = ["truth", ...learners];

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Data as the module returns them: finite single-precision numbers. */
const single = (most: number) => fc.oneof(between(-3, 3), between(-most, most)).map(Math.fround);

const numbers = (most: number, length: number) =>
  fc.array(single(most), { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

/** A rollout of at most `most` states. It may end early, and its energies may end earlier still. */
function rolloutOf(dim: number, most: number): fc.Arbitrary<Rollout> {
  return fc.tuple(fc.integer({ min: 1, max: most }), fc.nat(most)).chain(([n, short]) =>
    fc.record({
      states: numbers(1e15, n * dim),
      energy: orNull(numbers(3e38, Math.min(n, short))),
      learnedEnergy: orNull(numbers(3e38, Math.min(n, short))),
      coordinateError: orNull(numbers(1e16, n).map((values) => values.map(Math.abs))),
      energyChange: orNull(between(-1e50, 1e50)),
      energyDrift: orNull(between(0, 1e50)),
      pace: orNull(between(-1, 1e50)),
      friction: orNull(fc.array(between(-10, 10), { minLength: 1, maxLength: 4 })),
      evaluations: fc.nat(),
      note: fc.constant(null),
      problem: orNull(fc.constant("It left the numbers.")),
    }),
  );
}

const anyRollouts = anySystem.chain((system) =>
  fc.tuple(fc.integer({ min: 1, max: 20 }), between(0.001, 0.5)).chain(([n, dt]) => {
    const rollout = rolloutOf(2 * system.dof, n);
    return fc.record<{ system: typeof system; rollouts: Rollouts | null }>({
      system: fc.constant(system),
      rollouts: orNull(
        fc.record({
          t: fc.constant(Float32Array.from({ length: n }, (_, i) => i * dt)),
          dim: fc.constant(2 * system.dof),
          models: fc.record(Object.fromEntries(models.map((model) => [model, rollout])), {
            // A recording has no truth.
            requiredKeys: [],
          }),
        }) as fc.Arbitrary<Rollouts>,
      ),
    });
  }),
);

function assertDrawable({ columns, xRange, yRange, series, log }: Strip): void {
  assert(xRange.every(Number.isFinite) && xRange[0] <= xRange[1], `x ${xRange}`);
  assert(yRange.every(Number.isFinite) && yRange[0] < yRange[1], `y ${yRange}`);
  if (log) assert(yRange[0] > 0);
  assert.equal(columns.length, series.length + 1);
  for (const column of columns) {
    assert.equal(column.length, columns[0]?.length);
    for (const value of Array.from(column)) assert(value === null || Number.isFinite(value), `${value}`);
  }
}

test("ticks of any finite domain are finite, sorted, inside it and few", () => {
  fc.assert(
    fc.property(fc.tuple(finite, finite), fc.double({ noNaN: true }), (domain, wanted) => {
      const [low, high] = domain;
      const values = ticks(domain, wanted);
      assert(values.length <= 2.5 * Math.min(Math.max(1, wanted), 1000) + 2, `${values.length}`);
      const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
      values.forEach((value, i) => {
        assert(value >= low - slack && value <= high + slack, `${value}`);
        assert(i === 0 || value > (values[i - 1] ?? 0), `${values}`);
      });
    }),
  );
});

test("a scale and its inverse are finite and undo each other", () => {
  fc.assert(
    fc.property(
      between(-1e6, 1e6),
      between(1e-6, 1e6),
      between(1, 4000),
      between(0, 1),
      (low, span, width, part) => {
        const scale = linear([low, low + span], [34, 34 + width]);
        const value = low + part * span;
        assert(Math.abs(scale.invert(scale(value)) - value) <= 1e-9 * (Math.abs(low) + span));
      },
    ),
  );
  // A domain of zero width contains one value.
  const flat = linear([1, 1], [10, 20]);
  assert(Number.isFinite(flat(1)) && Number.isFinite(flat.invert(15)));
});

test("charts have finite ranges and values", () => {
  fc.assert(
    fc.property(anyRollouts, between(1, 200), ({ system, rollouts }, horizon) => {
      for (const kind of STRIPS) {
        const seen = Object.entries(rollouts?.models ?? {}).map(([model, rollout]) => ({
          letter: "A",
          model,
          x: rollouts?.t ?? [],
          y: quantities.curveOf(kind, model, rollout, system) ?? [],
        }));
        assertDrawable(quantities.timeStrip(kind, rollouts, models, system, horizon, seen));
      }
      assertDrawable(comparison.coordinateStrip(rollouts, learners, horizon));
      const energies = Object.entries(rollouts?.models ?? {}).flatMap(([id, { energy }]) =>
        energy ? [[id, energy] as const] : [],
      );
      const conserved = { hnn: Object.fromEntries(energies) };
      assertDrawable(
        comparison.conservedStrip(rollouts, { reversal: {}, conserved }, "hnn", models, horizon),
      );
      assertDrawable(comparison.conservedStrip(rollouts, null, null, models, horizon));
    }),
  );
});

test("loss charts have finite ranges and values", () => {
  const anyLoss = fc.oneof(between(0, 10), between(0, 3e38)).map(Math.fround);
  const losses = fc.array(fc.record({ train: anyLoss, test: anyLoss }), { maxLength: 30 });
  fc.assert(
    fc.property(
      fc.array(losses, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 10, max: 50_000 }),
      (runs, steps) => {
        const points = runs.map((run) => run.map((losses, i) => ({ step: 10 * i, ...losses })));
        const byLearner = new Map(points.map((each, i) => [learners[i] ?? "", each]));
        assertDrawable(strips.lossStrip(byLearner, learners, steps));
      },
    ),
  );
});

test("dots stay in their row", () => {
  fc.assert(
    fc.property(fc.array(between(-1e50, 1e50), { maxLength: 40 }), between(60, 2000), (values, width) => {
      const domain = dots.dotDomain(values);
      assert(domain.every(Number.isFinite) && domain[0] < domain[1]);
      const scale = dots.dotScale(domain, width);
      const x = values.map((value) => scale(dots.clipped(value, domain).at));
      const heights = dots.swarm(x, 8, 20);
      assert.equal(heights.length, values.length);
      for (const place of [...x, ...heights]) assert(Number.isFinite(place));
      for (const height of heights) assert(Math.abs(height) <= 22);
    }),
  );
});

test("only finite numbers reach a canvas", () => {
  const anySize = fc.record({ width: between(60, 2000), height: between(60, 2000) });
  fc.assert(
    fc.property(anyRollouts, anySize, between(-1, 30), ({ system, rollouts }, size, at) => {
      const { pen: ctx } = fakePen();
      const bare = scene.bareScene(system, defaultView(), [], false);
      for (const view of scene.planeViews(bare, size, "hnn")) {
        const truth = rollouts?.models.truth;
        const dim = 2 * system.dof;
        const [nx, ny] = [3, 3];
        const values = Float32Array.from({ length: 18 }, (_, i) => truth?.states[i] ?? 0);
        const { viewport } = view;
        const field = { model: "hnn", viewport, map: null, arrows: { nx, ny, values } };
        const coverage = { viewport, columns: 3, rows: 3, values: values.slice(9) };
        drawField(ctx, view, { field, coverage, samples: truth?.states ?? null, dim }, LAYER_IDS);
        drawAxes(ctx, view);
        const strip = quantities.timeStrip("energy", rollouts, models, system, 20);
        drawChart(ctx, strip, bare.colours, size);
        drawTimeCursor(ctx, strip, bare.colours, size, at);
        for (const [model, { states }] of Object.entries(rollouts?.models ?? {})) {
          const path = { states, dim };
          drawPath(ctx, view, path, model, 1);
          drawMotion(ctx, view, path, model, at, 4);
          drawOutlinePoint(ctx, view, path, model, at);
          const state = stateAt(path, at);
          const x = linear(view.viewport.x, body.bodyRange(size.width));
          // Of a well with a hole in it, and a wall.
          const rows = dim > 2 ? 2 : 1;
          const heights = [9, 1, null, 0.5, 1e30].flatMap((height) =>
            Array<number | null>(rows).fill(height),
          );
          const potential = {
            x: view.viewport.x,
            y: rows > 1 ? view.viewport.y : null,
            columns: 5,
            values: heights,
          };
          const bodyView = { size, colours: bare.colours, model, x, potential };
          const named = body.BODIES[system.view.body];
          const bodies = named ? [named] : [potentials.bead, potentials.point];
          if (state) for (const each of bodies) each.draw(ctx, bodyView, state, state);
        }
      }
    }),
  );
});

test("no sentence contains a number that isn’t one", () => {
  const nonsense = /NaN|Infinity|∞|undefined|null/;
  fc.assert(
    fc.property(anyRollouts, fc.nat(50_000), ({ rollouts }, step) => {
      const pieces = words.verdict(rollouts, learners, step, new Set());
      assert.doesNotMatch(pieces.map(({ text }) => text).join(""), nonsense);
      for (const rollout of Object.values(rollouts?.models ?? {})) {
        assert.doesNotMatch(words.energyTag(rollout), nonsense);
      }
    }),
  );
  const anyResult = fc.record({
    seed: fc.nat(40),
    change: orNull(between(-1e50, 1e50)),
    largest: orNull(between(0, 1e50)),
    problem: orNull(fc.constant("It diverged.")),
  });
  fc.assert(
    fc.property(fc.array(anyResult, { maxLength: 40 }), (results) => {
      assert.doesNotMatch(spread.tally(results, "hnn"), nonsense);
      assert.doesNotMatch(spread.tally(results, "hnn", true), nonsense);
      assert.doesNotMatch(spread.quartiles(results), nonsense);
      assert.doesNotMatch(spread.place(results, 3), nonsense);
    }),
  );
});

test("every model has a colour, a line and a marker of its own", () => {
  const distinct = (of: (model: string) => unknown) =>
    new Set(models.map((each) => JSON.stringify(of(each)))).size;
  for (const colours of [theme.light, theme.dark])
    assert.equal(
      distinct((model) => theme.modelColour(colours, model)),
      models.length,
    );
  assert.equal(
    distinct((model) => theme.lineStyleOf(model).dash),
    models.length,
  );
  assert.equal(
    distinct((model) => markerOutline(theme.lineStyleOf(model).marker, 5)),
    models.length,
  );
});
