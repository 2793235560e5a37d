// Tests that links damaged by mail programs and web pages are repaired, and that a long log has a bounded cost.
import assert from "node:assert/strict";
import { test } from "@playwright/test";
import fc from "fast-check";
import type { Value } from "../../pkg/hnn_playground";
import { anyExperiment, anyView } from "./arbitrary";
import { load } from "./load";

const { linkOf, requestFrom, unreadable } =
  await load<typeof import("../../www/experiment/link")>("www/experiment/link.ts");
const { accepted } = await load<typeof import("../../www/experiment/request")>("www/experiment/request.ts");

const once = (hash: string) => `#${encodeURIComponent(hash.slice(1))}`;

const DAMAGES: Record<string, (hash: string) => string> = {
  "as HTML": (hash) => hash.replaceAll("&", "&amp;"),
  "as HTML, twice": (hash) => hash.replaceAll("&", "&amp;amp;"),
  "with numeric references": (hash) => hash.replaceAll("&", "&#38;"),
  "as JSON": (hash) => hash.replaceAll("&", "\\u0026"),
  "percent-encoded twice": once,
  "percent-encoded twice more": (hash) => once(once(hash)),
  "with its percent signs encoded": (hash) => hash.replaceAll(",", "%252C").replaceAll(":", "%253A"),
  "as HTML, then percent-encoded": (hash) => once(hash.replaceAll("&", "&amp;")),
  "as quoted-printable": (hash) => hash.replaceAll("=", "=3D"),
  "with a line break": (hash) => `${hash.slice(0, 9)}%0D%0A${hash.slice(9)}`,
  "in a sentence": (hash) => `${hash}).`,
  "in angle brackets": (hash) => `${hash}%3E`,
};

for (const [name, damage] of Object.entries(DAMAGES)) {
  test(`a link damaged ${name} describes the same experiment`, () => {
    fc.assert(
      fc.property(anyExperiment, anyView, (experiment, view) => {
        const link = linkOf(experiment, view);
        const { link: _, ...expected } = requestFrom(link);
        assert.deepEqual(expected.problems, []);
        const { link: address, ...read } = requestFrom(damage(link));
        assert.deepEqual(read, expected);
        assert.equal(address, damage(link));
        assert.equal(unreadable(requestFrom(damage(link))), null);
      }),
    );
  });
}

test("an address that is not a link is refused with a message", () => {
  for (const hash of ["#chapter-2", "#", "", "#read", "#!/path?x=1", "#a=b&c=d"]) {
    const problem = unreadable(requestFrom(hash));
    if (hash.length <= 1) assert.equal(problem, null);
    else assert(problem?.includes(hash) && problem.length < 400);
  }
  for (const hash of ["#v=1", "#system=marble", "#width=3", "#tab=runs", "#log=1:2:3"]) {
    assert.equal(unreadable(requestFrom(hash)), null);
  }
});

const long = (entries: number, value: (i: number) => number) =>
  `#system=spring&log=${Array.from({ length: entries }, (_, i) => `${i + 1}:learning_rate:${value(i)}`).join(";")}`;

/** Counts the calls of Rust's validation. */
function checksOf(hash: string) {
  let checks = 0;
  const check = (input: Record<string, Value>) => {
    checks += 1;
    return { settings: { ...input }, problems: [], own: null };
  };
  const { experiment, problems } = accepted(requestFrom(hash), check);
  return { checks, experiment, problems };
}

test("each distinct change of a long log is checked once", () => {
  const { checks, experiment, problems } = checksOf(long(4000, (i) => (i % 2 ? 0.001 : 0.002)));
  assert.deepEqual([checks, experiment.log.length, problems], [3, 4000, []]);
});

test("a log that is too long is truncated with a message", () => {
  const { checks, experiment, problems } = checksOf(long(7000, (i) => i + 1));
  assert.deepEqual([checks, experiment.log.length, experiment.log.at(-1)?.step], [5001, 5000, 5000]);
  assert.equal(problems.length, 1);
  assert.match(problems[0] ?? "", /7,000 live changes; allowed: at most 5,000/);
});

test("thousands of unreadable entries give a few messages", () => {
  const { problems } = requestFrom(`#log=${"x:y;".repeat(40_000)}`);
  assert.equal(problems.length, 4);
  assert.match(problems.at(-1) ?? "", /39,997 more/);
});
