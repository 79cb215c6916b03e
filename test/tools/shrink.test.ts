import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/core/answer.ts";
import type { Evidence } from "../../src/core/evidence.ts";
import { type Finding, flatten } from "../../src/core/finding.ts";
import { citationOf, type Passage } from "../../src/core/passage.ts";
import type { AnyTool } from "../../src/core/tool.ts";
import { withinBudget } from "../../src/governance/within-budget.ts";
import { checkDeploy } from "../../src/tools/check-deploy.ts";
import { investigate } from "../../src/tools/investigate.ts";

const CHARACTERS = 3;
const room = (tokens: number) => tokens * CHARACTERS;
const ref = (name: string) => ({ apiVersion: "v1", kind: "Pod", namespace: "shop", name });

function fact(i: number, text: string): Evidence {
  const query = `kubectl -n shop get pod bare-${i} -o yaml`;
  return {
    id: `e${i}`,
    source: "kubernetes",
    kind: "object",
    objects: [ref(`bare-${i}`)],
    at: null,
    query,
    text,
    data: { i },
  };
}

function finding(
  i: number,
  text: string,
  evidence: string[],
  symptoms: Finding[] = [],
  passages: string[] = [],
): Finding {
  return {
    id: `f${i}`,
    code: "container-crashes",
    title: `container app of bare-${i} crashes: ${text}`,
    object: ref(`bare-${i}`),
    role: "cause",
    tier: "harm",
    severity: "critical",
    confidence: "high",
    since: "2026-06-01T01:40:00Z",
    evidence,
    passages,
    next: [{ text, command: `kubectl -n shop logs bare-${i}`, changes: false }],
    disproof: text,
    symptoms,
  };
}

function passage(i: number, text: string): Passage {
  const lines: [number, number] = [i + 1, i + 9];
  const rest = { commit: null, hash: "h", kind: "runbook", title: "Page", heading: "What to do", score: 1 } as const;
  return { path: "shop/page.md", lines, text, why: ["title"], drift: [], ...rest };
}

/** Outside text, cleaned as it is where it enters: quotes still cost more as JSON than they count. */
const text = fc.string({ unit: "grapheme", maxLength: 300 });
const answers = fc
  .record({
    question: fc.string({ minLength: 1, maxLength: 500 }),
    causes: fc.array(fc.record({ text, facts: fc.integer({ min: 1, max: 5 }), symptoms: fc.nat(6) }), {
      maxLength: 40,
    }),
    pages: fc.array(text, { maxLength: 4 }),
    omitted: fc.array(text, { maxLength: 45 }),
    details: fc.array(text, { minLength: 1, maxLength: 4 }),
  })
  .map(({ question, causes, pages, omitted, details }): Answer => {
    const evidence = causes.flatMap(({ text, facts }, i) =>
      Array.from({ length: facts }, (_, k) => fact(10 * i + k, text)),
    );
    const passages = pages.map((page, i) => passage(i, page.repeat(4)));
    const findings = causes.map(({ text, facts, symptoms }, i) => {
      const own = Array.from({ length: facts }, (_, k) => `e${10 * i + k}`);
      const below = Array.from({ length: symptoms }, (_, k) => finding(1_000 + 10 * i + k, text, own.slice(-1)));
      return finding(i, text, own, below, passages.slice(0, i % 3).map(citationOf));
    });
    const first = findings[0];
    if (first) first.passages = passages.map(citationOf);
    const sources = details.map((detail, i) =>
      report(["kubernetes", "prometheus", "alertmanager", "runbooks"][i] ?? "", detail),
    );
    const targets = [{ cluster: "", namespace: "shop", because: "the namespace" }];
    const asOf = "2026-06-01T02:00:00Z";
    const headline = `shop is broken. Root cause: ${first?.title ?? "none"}`;
    return {
      question,
      verdict: first ? "broken" : "unknown",
      headline,
      asOf,
      targets,
      findings,
      evidence,
      passages: first ? passages : [],
      sources,
      omitted,
    };
  });

function report(source: string, detail: string): Answer["sources"][number] {
  const status = detail.length % 2 ? "ok" : "truncated";
  const missing = detail.length % 2 ? [] : [{ what: detail, reason: "denied", why: detail, decisive: true } as const];
  const completeness = detail.length % 2 ? "answered" : "partly";
  return { source, status, completeness, missing, detail, asOf: null, durationMs: 1 };
}

const tokens = fc.oneof(fc.integer({ min: 500, max: 2_000 }), fc.integer({ min: 500, max: 50_000 }));

function expectConsistent({ findings, evidence, passages }: Pick<Answer, "findings" | "evidence" | "passages">): void {
  const all = flatten(findings);
  const facts = new Set(evidence.map(({ id }) => id));
  const pages = new Set(passages.map(citationOf));
  expect(all.filter((item) => item.evidence.length === 0)).toEqual([]);
  expect(all.flatMap((item) => item.evidence).filter((id) => !facts.has(id))).toEqual([]);
  expect(all.flatMap((item) => item.passages).filter((citation) => !pages.has(citation))).toEqual([]);
}

describe("any answer at any max_tokens", () => {
  test("keeps the budget as JSON and as text, and cites only what is in it", () => {
    fc.assert(
      fc.property(answers, tokens, (whole, max) => {
        const answer = withinBudget(investigate, whole, room(max)) as Answer;
        expect(JSON.stringify(answer).length).toBeLessThanOrEqual(room(max));
        expect(investigate.render(answer).length).toBeLessThanOrEqual(room(max));
        expectConsistent(answer);
      }),
      { numRuns: 150 },
    );
  });

  test("keeps verdict, headline, the first cause with a fact, what sources said, and says what is not in it", () => {
    fc.assert(
      fc.property(answers, tokens, (whole, max) => {
        const answer = withinBudget(investigate, whole, room(max)) as Answer;
        expect(answer.verdict).toBe(whole.verdict);
        expect(answer.headline.slice(0, 14)).toBe(whole.headline.slice(0, 14));
        expect(answer.sources.map(({ source, status }) => [source, status])).toEqual(
          whole.sources.map(({ source, status }) => [source, status]),
        );
        expect(answer.findings[0]?.id).toBe(whole.findings[0]?.id);
        expect(answer.findings[0]?.evidence[0]).toBe(whole.findings[0]?.evidence[0]);
        if (flatten(answer.findings).length < flatten(whole.findings).length)
          expect(answer.omitted.at(-1)).toMatch(
            /^over max_tokens, ask with more or about one workload: .*of \d+ (?:findings|symptoms)/,
          );
      }),
      { numRuns: 150 },
    );
  });

  test("holds for the gate before a deploy as well", () => {
    fc.assert(
      fc.property(answers, tokens, ({ findings, evidence, passages, sources, omitted }, max) => {
        const reasons = findings.map(({ title }) => title);
        const whole = { decision: "no-go", reasons, noticed: reasons, findings, evidence, passages, sources, omitted };
        const answer = withinBudget(checkDeploy, whole, room(max)) as typeof whole;
        expect(JSON.stringify(answer).length).toBeLessThanOrEqual(room(max));
        expect(answer.decision).toBe("no-go");
        expect(answer.reasons.length).toBeGreaterThanOrEqual(Math.min(1, reasons.length));
        expectConsistent(answer);
      }),
      { numRuns: 100 },
    );
  });
});

/** So many findings, each with a fact of its own. */
function many(count: number) {
  const evidence = Array.from({ length: count }, (_, i) => fact(i, "restarted 7 times"));
  const findings = evidence.map(({ id }, i) => finding(i, "exit code 1", [id]));
  const targets = [{ cluster: "", namespace: "shop", because: "" }];
  const rest = { question: "?", verdict: "broken", headline: "broken", asOf: "", passages: [], omitted: [] };
  return { ...rest, targets, findings, evidence, sources: [report("kubernetes", "so many objects")] };
}

test("a larger budget tells of no fewer findings", () => {
  const told = [500, 1_000, 2_000, 8_000, 20_000, 50_000].map(
    (max) => (withinBudget(investigate, many(300), room(max)) as unknown as Answer).findings.length,
  );
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBeGreaterThan(100);
});

test.each([investigate, checkDeploy])("$name is not rendered more often because more was found", (tool) => {
  const rendered = [20, 5_000].map((count) => {
    let times = 0;
    const render = (output: never) => {
      times++;
      return tool.render(output);
    };
    const whole = { ...many(count), decision: "no-go", reasons: [], noticed: [] };
    withinBudget({ ...tool, render } as unknown as AnyTool, whole, room(2_000));
    return times;
  });
  expect(rendered[1]).toBeLessThanOrEqual((rendered[0] ?? 0) + 1);
});
