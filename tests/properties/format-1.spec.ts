// Tests that links of format 1 still open the run they were written for. Oracle: tests/golden/links_format_1.json, written by the last
// version of the program that had this format: for each link, what it opened.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { checkSettings, initSync } from "../../pkg/hnn_playground";
import type { Experiment, Settings } from "../../www/experiment/experiment";
import type { View } from "../../www/experiment/view";
import { load } from "./load";

const { linkOf, requestFrom, unreadable } =
  await load<typeof import("../../www/experiment/link")>("www/experiment/link.ts");
const { accepted } = await load<typeof import("../../www/experiment/request")>("www/experiment/request.ts");
const { defaultView } = await load<typeof import("../../www/experiment/view")>("www/experiment/view.ts");
const { readPins } = await load<typeof import("../../www/experiment/pins")>("www/experiment/pins.ts");

initSync({ module: readFileSync(new URL("../../pkg/hnn_playground_bg.wasm", import.meta.url)) });

const golden: { link: string; view: Partial<View>; experiment: Experiment }[] = JSON.parse(
  readFileSync(new URL("../golden/links_format_1.json", import.meta.url), "utf8"),
);

/** The settings with the two learners of format 1 as a list, in which one that is named twice is once. */
function listed({ learner_a, learner_b, ...rest }: Settings): Settings {
  return { ...rest, learners: learner_a === learner_b ? String(learner_a) : `${learner_a},${learner_b}` };
}

/** Friction came later: in format 1 there was none. */
const later = ({ system }: Settings): Settings => (system === "two_body" ? {} : { friction: 0 });

for (const { link, view, experiment } of golden) {
  test(`${link} opens its run`, async () => {
    expect(unreadable(requestFrom(link))).toBeNull();
    const request = requestFrom(link);
    expect(request.view).toEqual(view);
    const opened = accepted(request, checkSettings);
    expect(opened.problems).toEqual([]);
    expect(opened.experiment).toEqual({
      ...experiment,
      settings: { ...listed(experiment.settings), ...later(experiment.settings) },
    });
    // Written again, it is a link of format 2 to the same run.
    const again = linkOf(opened.experiment, defaultView());
    expect(again).toMatch(/^#v=2&/);
    const reopened = accepted(requestFrom(again), checkSettings);
    expect(reopened).toEqual({ experiment: opened.experiment, own: null, problems: [] });
  });
}

test("a link of a later format is used as far as it is known, and the page says so", () => {
  for (const version of ["3", "0", "-1", "1.5", "two", ""]) {
    const { problems, input } = requestFrom(`#v=${version}&width=16`);
    expect(problems.join()).toContain("this page reads v=1 to v=2");
    expect(input.width).toBe(16);
  }
});

test("a pinned run of format 1 keeps its learners, and has no friction", () => {
  const settings =
    golden.find(({ link }) => link.includes("learner_b=conservative"))?.experiment.settings ?? {};
  const result = {
    trainLoss: 1,
    testLoss: 1,
    energyChange: null,
    energyDrift: null,
    coordinateError: 1,
    pace: null,
  };
  const curves = { energy: null, learned: null, error: null, q: null, p: null };
  const model = { curves, squares: null, losses: [], result: { ...result, diverged: false } };
  const pin = {
    letter: "A",
    experiment: { settings: { ...settings }, log: [] },
    settings: { ...settings },
    step: 300,
    shown: true,
    t: [0, 1],
    models: { truth: model, conservative: model },
  };
  const { pins, problem } = readPins([pin]);
  expect(problem).toBeNull();
  const expected = { ...listed(settings), friction: 0 };
  expect(pins[0]?.settings).toEqual(expected);
  expect(pins[0]?.experiment.settings).toEqual(expected);
});
