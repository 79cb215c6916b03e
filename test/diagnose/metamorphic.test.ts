import { describe, expect, test } from "vitest";
import { score } from "../../src/diagnose/eval/score.ts";
import { RULES } from "../../src/diagnose/rules/index.ts";
import { type Case, diagnosed, healthyCases, mutatedCases } from "./cases/case.ts";
import { namesBoth, pairs } from "./cases/pairs.ts";
import { recordedCase, recordings } from "./cases/recorded.ts";
import { DROPS, dropped, newNames, padded, renamed, reordered, shifted } from "./cases/variants.ts";

/** Other names of services, workloads and namespaces, thirty healthy services more, another order of lists, another day. */
function varied(item: Case): Case {
  const namespace = item.expected.namespace ?? (item.name.startsWith("payments") ? "payments" : "web-shop");
  const crowded = padded(item, namespace);
  return renamed(shifted(reordered(crowded, 7), 37 * 86_400_000), newNames(crowded));
}

const FAMILIES = [...new Set(RULES.map(({ family }) => family))];
const FAMILY = new Map(RULES.map(({ code, family }) => [code, family]));
const MUTATED = ["payments", "shop"].flatMap(mutatedCases);
const SOURCES = Object.keys(DROPS);

/** `name: what was said` of each case that is not answered rightly. */
function notRight(cases: readonly Case[]): string[] {
  return cases
    .map((item) => ({ item, given: score(diagnosed(item), item.expected) }))
    .filter(({ given }) => !given.object || !given.cause)
    .map(({ item, given }) => `${item.name}: ${given.said}`);
}

describe("the same trouble in another cluster has the same cause", () => {
  test.each(FAMILIES)("%s", (family) => {
    const own = MUTATED.filter(({ expected }) => FAMILY.get(expected.code[0] ?? "") === family);
    expect(notRight(own.map(varied))).toEqual([]);
  });

  test("none where nothing is wrong", () => {
    expect(notRight(healthyCases().map(varied))).toEqual([]);
  });

  test.each(recordings())("recorded: %s", async (name) => {
    const item = await recordedCase(name);
    expect(said(varied(item))).toEqual(said(item));
  });
});

function said(item: Case): string | undefined {
  return diagnosed(item).findings[0]?.code;
}

describe("a source that is gone", () => {
  test.each(SOURCES)("%s: nothing is made of a healthy system", (source) => {
    expect(notRight(healthyCases().flatMap((item) => dropped(item, source) ?? []))).toEqual([]);
  });

  test.each(SOURCES)("%s: what is sure all the same is right", (source) => {
    const cases = MUTATED.filter((_, i) => SOURCES[i % SOURCES.length] === source);
    const sure = cases.flatMap((item) => dropped(item, source) ?? []).filter((item) => isSure(item));
    expect(notRight(sure).filter((line) => !SHALLOWER.test(line))).toEqual([]);
  });
});

function isSure(item: Case): boolean {
  const [first] = diagnosed(item).findings;
  return first?.role === "cause" && first.confidence === "high";
}

/** True, and on the way to the cause, which only what is gone would tell. */
const SHALLOWER =
  /preempted, no events: unschedulable-insufficient|image-pull-secret-missing, no secrets: image-pull-unauthorized|unschedulable-cordoned, no nodes: unschedulable-cordoned/;

test("two faults at once are both named, each as a root of its own", () => {
  expect(
    pairs(40, 11)
      .filter((pair) => !namesBoth(pair))
      .map(({ name }) => name),
  ).toEqual([]);
});
