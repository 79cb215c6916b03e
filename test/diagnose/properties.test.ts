import { describe, expect, test } from "vitest";
import { type Finding, flatten } from "../../src/core/finding.ts";
import { keyOf } from "../../src/core/object.ts";
import type { Diagnosis } from "../../src/diagnose/diagnose.ts";
import { refOf } from "../../src/diagnose/situation/object-index.ts";
import { parseKubectl } from "../../src/sources/kubernetes/kubectl/parse.ts";
import { type Case, diagnosed, healthyCases, mutatedCases } from "./cases/case.ts";
import { damaged } from "./cases/damage.ts";
import { recordedCase, recordings } from "./cases/recorded.ts";
import { DROPS, dropped } from "./cases/variants.ts";

const MUTATED = ["payments", "shop", "recorded job"].flatMap(mutatedCases);
const ANSWERS = new Map(MUTATED.map((item) => [item, diagnosed(item)]));
const SOURCES = Object.keys(DROPS);
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
    // A program may well print such words itself.
    ...evidence
      .filter(({ kind, text }) => kind !== "log" && /undefined|NaN|\[object/.test(text))
      .map(({ text }) => about("evidence", text)),
    ...evidence.filter(({ id }) => !used.has(id)).map(({ text }) => about("evidence", `nobody cites: ${text}`)),
    ...evidence.filter(({ text }) => text.length > MAX_TEXT).map(({ text }) => about("evidence", text)),
    ...omitted.filter((line) => line.includes("could not judge")),
    ...all
      .filter((it) => new Set(commandsOf(it)).size < commandsOf(it).length)
      .map(({ code }) => about(code, "repeats itself")),
    ...findings
      .filter(({ role }) => role === "symptom")
      .flatMap((it) => stranded(it).map((why) => about(it.code, why))),
  ];
}

function commandsOf({ next }: Finding): string[] {
  return next.flatMap(({ command }) => command ?? []);
}

/** Of a finding whose cause is unknown: what keeps a person, or a model that has sitrep's tools, from going on. */
function stranded({ next }: Finding): string[] {
  const looks = next.flatMap(({ command, changes }) => (command && !changes ? [command] : []));
  return [
    ...(looks.length < 2 ? ["leads nowhere"] : []),
    ...(next.length > 4 ? ["leads anywhere"] : []),
    ...looks.filter((line) => !isReadable(line)),
  ];
}

/** Is it a command as sitrep itself reads it? */
function isReadable(line: string): boolean {
  if (!line.startsWith("kubectl ")) return /^amtool \S/.test(line);
  try {
    return parseKubectl(line.slice("kubectl ".length)).verb.length > 0;
  } catch {
    return false;
  }
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
    expect([...ANSWERS].flatMap(([item, answer]) => flaws(item, answer))).toEqual([]);
  });

  test("every object is one of the cluster, or named as missing", () => {
    expect([...ANSWERS].flatMap(([item, answer]) => unseen(item, answer))).toEqual([]);
  });

  test("the same input gives the same bytes", () => {
    const some = [...ANSWERS].filter((_, i) => i % 5 === 0);
    for (const [item, answer] of some)
      expect(JSON.stringify(diagnosed(structuredClone(item)))).toBe(JSON.stringify(answer));
  });

  test.each([1, 2, 3])("fields and objects may be missing, whichever they are (seed %i)", (seed) => {
    const some = MUTATED.filter((_, i) => i % 3 === seed - 1).map((item, i) => damaged(item, seed * 1000 + i));
    expect(some.flatMap((item) => flaws(item, diagnosed(item)))).toEqual([]);
  });

  test.each(SOURCES)("without %s every answer holds together", (source) => {
    const some = MUTATED.filter((_, i) => SOURCES[i % SOURCES.length] === source);
    expect(some.flatMap((item) => dropped(item, source) ?? []).flatMap((item) => flaws(item, diagnosed(item)))).toEqual(
      [],
    );
  });

  test("a healthy cluster may be half seen", () => {
    const some = healthyCases().flatMap((item) => Array.from({ length: 20 }, (_, seed) => damaged(item, seed)));
    expect(some.flatMap((item) => flaws(item, diagnosed(item)))).toEqual([]);
  });
});

describe.each(recordings())("recorded: %s", (name) => {
  test("holds together, whole, damaged and without a source", async () => {
    const item = await recordedCase(name);
    const whole = diagnosed(item);
    expect([...flaws(item, whole), ...unseen(item, whole)]).toEqual([]);
    const broken = damaged(item, 5);
    const partial = SOURCES.filter((_, i) => (i + name.length) % 4 === 0).flatMap(
      (source) => dropped(item, source) ?? [],
    );
    expect([broken, ...partial].flatMap((it) => flaws(it, diagnosed(it)))).toEqual([]);
  });
});
