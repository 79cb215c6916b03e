import fc from "fast-check";
import { expect, test } from "vitest";
import type { Score } from "../../../src/knowledge/eval/score.ts";
import { claimsFrom, proposeThreshold } from "../../../src/knowledge/eval/threshold.ts";

function answered(probability: number, { covered, right = covered }: { covered: boolean; right?: boolean }): Score {
  const expected = covered ? ["a.md"] : [];
  return {
    question: "",
    expected,
    found: "a.md",
    coverage: "likely",
    probability,
    rank: right ? 1 : null,
    section: null,
  };
}
const none = (probability: number) => answered(probability, { covered: false });
const found = (probability: number) => answered(probability, { covered: true });
const missed = (probability: number) => answered(probability, { covered: true, right: false });

test("the proposal lies between what no document covers and what one does", () => {
  const proposed = proposeThreshold([none(0.1), none(0.4), found(0.3), found(0.6), found(0.9)]);
  expect(proposed).toMatchObject({ from: 0.5, answered: 2, wrong: 0, false: 0 });
});

test("one false claim in twenty is accepted for what it answers", () => {
  const uncovered = Array.from({ length: 20 }, (_, i) => none(i === 0 ? 0.95 : 0.2));
  expect(proposeThreshold([...uncovered, found(0.6), found(0.7)])).toMatchObject({ from: 0.4, answered: 2, false: 1 });
});

test("a wrong document is told from a claim where there is none", () => {
  expect(claimsFrom(0.5, [missed(0.8), none(0.7), found(0.6), found(0.4)])).toMatchObject({
    answered: 1,
    wrong: 1,
    false: 1,
  });
});

test("nothing is proposed without questions that no document covers", () => {
  expect(proposeThreshold([found(0.9), missed(0.2)])).toBeUndefined();
});

test("few questions without a false claim promise little, many promise more", () => {
  const promise = (n: number) =>
    claimsFrom(
      0.5,
      Array.from({ length: n }, () => none(0.1)),
    ).falseAtMost;
  expect(promise(4)).toBeGreaterThan(0.4);
  expect(promise(100)).toBeLessThan(0.05);
});

test("whatever the answers, at most 5 % of the questions that no document covers are claimed", () => {
  const probability = fc.double({ min: 0, max: 0.9999, noNaN: true });
  const scores = fc.array(fc.tuple(probability, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(scores, (drawn) => {
      const list = drawn.map(([p, covered, right]) => answered(p, { covered, right: covered && right }));
      const uncovered = list.filter(({ expected }) => expected.length === 0).length;
      const proposed = proposeThreshold(list);
      if (proposed) expect(proposed.false).toBeLessThanOrEqual(0.05 * uncovered);
    }),
  );
});
