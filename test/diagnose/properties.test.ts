import { describe, expect, test } from "vitest";
import { flatten } from "../../src/core/finding.ts";
import { keyOf } from "../../src/core/object.ts";
import type { Diagnosis } from "../../src/diagnose/diagnose.ts";
import { refOf } from "../../src/diagnose/situation/object-index.ts";
import { type Case, diagnosed, healthyCases, mutatedCases } from "./cases/case.ts";
import { damaged } from "./cases/damage.ts";
import { recordedCase, recordings } from "./cases/recorded.ts";

const MUTATED = ["payments", "shop"].flatMap(mutatedCases);
/** What one answer may hold: it is read by a person or a model. */
const MAX_EVIDENCE = 20;
const MAX_TEXT = 600;

/** Everything that is wrong with an answer, whatever the case. */
function flaws(item: Case, { findings, evidence, omitted }: Diagnosis): string[] {
  const known = new Set(evidence.map(({ id }) => id));
  const all = flatten(findings);
  const used = new Set(all.flatMap((finding) => finding.evidence));
  const about = (code: string, what: string) => `${item.name}: ${code} ${what}`;
  return [
    ...all.filter((it) => it.evidence.some((id) => !known.has(id))).map(({ code }) => about(code, "cites nothing")),
    ...all.filter((it) => it.evidence.length === 0).map(({ code }) => about(code, "has no evidence")),
    ...all.filter((it) => it.evidence.length > MAX_EVIDENCE).map(({ code }) => about(code, "cites too much")),
    ...all.filter((it) => it.title.length > MAX_TEXT).map(({ code }) => about(code, "has a long title")),
    ...all.filter((it) => /undefined|NaN|\[object/.test(it.title)).map(({ code, title }) => about(code, title)),
    ...evidence.filter(({ text }) => /undefined|NaN|\[object/.test(text)).map(({ text }) => about("evidence", text)),
    ...evidence.filter(({ id }) => !used.has(id)).map(({ text }) => about("evidence", `nobody cites: ${text}`)),
    ...evidence.filter(({ text }) => text.length > MAX_TEXT).map(({ text }) => about("evidence", text)),
    ...omitted.filter((line) => line.includes("could not judge")),
  ];
}

/** Findings whose object is neither observed nor named as one that is missing. */
function unseen(item: Case, { findings }: Diagnosis): string[] {
  const keys = new Set(item.observations.objects.map((object) => keyOf(refOf(object))));
  return flatten(findings)
    .filter(({ object, title }) => !keys.has(keyOf(object)) && !title.includes(object.name))
    .map(({ code, object }) => `${item.name}: ${code} ${keyOf(object)}`);
}

describe("mutations", () => {
  test("every answer holds together", () => {
    expect(MUTATED.flatMap((item) => flaws(item, diagnosed(item)))).toEqual([]);
  });

  test("every object is one of the cluster, or named as missing", () => {
    expect(MUTATED.flatMap((item) => unseen(item, diagnosed(item)))).toEqual([]);
  });

  test("the same input gives the same bytes", () => {
    const some = MUTATED.filter((_, i) => i % 5 === 0);
    for (const item of some)
      expect(JSON.stringify(diagnosed(structuredClone(item)))).toBe(JSON.stringify(diagnosed(item)));
  });

  test.each([1, 2, 3])("fields and objects may be missing, whichever they are (seed %i)", (seed) => {
    const some = MUTATED.filter((_, i) => i % 3 === seed - 1).map((item, i) => damaged(item, seed * 1000 + i));
    expect(some.flatMap((item) => flaws(item, diagnosed(item)))).toEqual([]);
  });

  test("a healthy cluster may be half seen", () => {
    const some = healthyCases().flatMap((item) => Array.from({ length: 20 }, (_, seed) => damaged(item, seed)));
    expect(some.flatMap((item) => flaws(item, diagnosed(item)))).toEqual([]);
  });
});

describe.each(recordings())("recorded: %s", (name) => {
  test("holds together, whole and damaged", async () => {
    const item = await recordedCase(name);
    const whole = diagnosed(item);
    expect([...flaws(item, whole), ...unseen(item, whole)]).toEqual([]);
    const broken = damaged(item, 5);
    expect(flaws(broken, diagnosed(broken))).toEqual([]);
  });
});
