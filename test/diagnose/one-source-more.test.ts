import { describe, expect, test } from "vitest";
import { type Case, diagnosed, mutatedCases } from "./cases/case.ts";
import { recordedCase, recordings } from "./cases/recorded.ts";
import { alerted, dropped } from "./cases/variants.ts";

const SOURCES = ["logs", "events", "metrics", "alerts"];
const MUTATED = ["payments", "shop"].flatMap(mutatedCases);
const RECORDED = await Promise.all(recordings().map(recordedCase));

/** The right cause as it is told: its place, its title, its evidence. */
function rightCause(item: Case) {
  const { findings, evidence } = diagnosed(item);
  const { code, object } = item.expected;
  const place = findings.findIndex(
    (finding) =>
      code.includes(finding.code) && (object.length === 0 || object.some(({ name }) => name === finding.object.name)),
  );
  const found = findings[place];
  const facts = evidence.filter(({ id }) => found?.evidence.includes(id)).map(({ text }) => text);
  return { place, title: found?.title, facts };
}

/** Where the right cause was told without the source: what became of it with the source. */
function pairsOf(without: Case, full: Case) {
  const before = rightCause(without);
  return before.place < 0 ? [] : [{ name: full.name, before, after: rightCause(full) }];
}

function fewer(source: string) {
  const sampled = MUTATED.filter((_, i) => SOURCES[i % SOURCES.length] === source);
  return [...RECORDED, ...sampled].flatMap((full) => {
    const without = dropped(full, source);
    return without ? pairsOf(without, full) : [];
  });
}

type Pair = ReturnType<typeof pairsOf>[number];

function lower(pairs: readonly Pair[]): string[] {
  return pairs
    .filter(({ before, after }) => after.place < 0 || after.place > before.place)
    .map(({ name, before, after }) => `${name}: ${before.place} → ${after.place}`);
}

/** Its title, and every fact that it rested on, are there as before. */
function lost(pairs: readonly Pair[]): string[] {
  return pairs
    .filter(({ before, after }) => before.title !== after.title || before.facts.some((it) => !after.facts.includes(it)))
    .map(({ name, before, after }) => `${name}: ${before.title} → ${after.title}`);
}

describe("a source more never makes the answer worse", () => {
  test.each(SOURCES)("%s: the right cause keeps its place or rises", (source) => {
    expect(lower(fewer(source))).toEqual([]);
  });

  test("alerts are names that somebody gave: what was told of the cause, and what showed it, stay", () => {
    expect(lost(fewer("alerts"))).toEqual([]);
  });

  test("alerts about everything that is not ready change neither", () => {
    const pairs = [...RECORDED, ...mutatedCases("payments")].flatMap((item) => {
      const full = alerted(item);
      return full.observations.alerts.length > item.observations.alerts.length ? pairsOf(item, full) : [];
    });
    expect(pairs.length).toBeGreaterThan(100);
    expect([...lower(pairs), ...lost(pairs)]).toEqual([]);
  });
});
