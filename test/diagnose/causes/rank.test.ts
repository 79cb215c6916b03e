import { describe, expect, test } from "vitest";
import type { Answer } from "../../../src/core/answer.ts";
import { harmful } from "../../../src/core/finding.ts";
import { cite } from "../../../src/diagnose/cite.ts";
import { diagnose } from "../../../src/diagnose/diagnose.ts";
import { type Draft, defineRule, type Rule } from "../../../src/diagnose/rule.ts";
import { refOf } from "../../../src/diagnose/situation/object-index.ts";
import { situate } from "../../../src/diagnose/situation/situation.ts";
import { diagnosed } from "../cases/case.ts";
import { recordedCase, recordings } from "../cases/recorded.ts";
import { ago, get, NS, world } from "../world.ts";

const TARGETS = [{ cluster: "test", namespace: NS, because: "test" }];

/** A rule that blames this app; `rest` of the rule and of its draft. */
function blames(app: string, code: string, rest: Partial<Rule & Draft> = {}): Rule {
  const ref = refOf(get(world(), "Deployment", app));
  const fact = cite.object(ref, `${app} says its pump ${code} is out of order`);
  const draft: Draft = { object: ref, title: code, evidence: [fact], confidence: "high", since: ago(5), ...rest };
  return defineRule({
    code,
    family: "runtime",
    role: "cause",
    severity: "critical",
    specificity: 5,
    meaning: "",
    needs: "",
    remedy: "",
    disproof: "",
    ...rest,
    check: () => [draft],
  });
}

/** Two workloads that do not reach each other. */
const one = (rest?: Partial<Rule & Draft>) => blames("ledger-db", "one", rest);
const two = (rest?: Partial<Rule & Draft>) => blames("checkout", "two", rest);

function ranks(rules: readonly Rule[], question = ""): string[] {
  const w = world();
  const { findings } = diagnose(situate(w, w.now, question), TARGETS, rules);
  return findings.map(({ code, rank }) => `${code}${rank ? ` ${rank.reason}: ${rank.said}` : ""}`);
}

describe("the first root says what puts it ahead of the next", () => {
  test.each<[string, Rule[], string?]>([
    [
      "severity: ahead of deploy/ledger-db (one): it is critical, that one a warning",
      [one({ severity: "warning" }), two()],
    ],
    [
      "time: ahead of deploy/ledger-db (one): that one began 2 d ago, long before the rest",
      [one({ since: ago(2880) }), two()],
    ],
    ["cause: ahead of deploy/ledger-db (one): it is a cause, that one a symptom", [one({ role: "symptom" }), two()]],
    ["cause: ahead of deploy/ledger-db (one): that one is often only an effect", [one({ dependent: true }), two()]],
    ["confidence: ahead of deploy/ledger-db (one): its evidence is stronger", [one({ confidence: "medium" }), two()]],
    [
      "specificity: ahead of deploy/ledger-db (one): it says more precisely what to change",
      [one({ specificity: 3 }), two()],
    ],
    [
      "quoted: ahead of deploy/ledger-db (one): the question quotes what shows it",
      [one(), two({ severity: "warning" })],
      'what is "its pump two is out of order"?',
    ],
    [
      "reach: ahead of deploy/ledger-db (one): it explains 1 of 1 symptoms, that one none",
      [one(), two(), blames("checkout", "three", { role: "symptom" })],
    ],
  ])("%s", (line, rules, question) => {
    const [first, second] = ranks(rules, question);
    expect(first).toBe(`two ${line}`);
    expect(second).toBe("one");
  });

  test("equal ones are listed by name, and the line does not pretend a reason", () => {
    expect(ranks([one(), two()])[0]).toBe(
      "two name: ahead of deploy/ledger-db (one): nothing tells them apart, listed by name",
    );
  });

  test("of several parts the one that weighs most is told", () => {
    expect(ranks([one({ severity: "warning", confidence: "medium", specificity: 4 }), two()])[0]).toMatch(/severity/);
    expect(ranks([one({ confidence: "low", specificity: 4 }), two()])[0]).toMatch(/confidence/);
  });

  test("no line where nothing else does harm", () => {
    expect(ranks([one({ tier: "noticed", severity: "info" }), two()])).toEqual(["two", "one"]);
    expect(ranks([two()])).toEqual(["two"]);
  });
});

describe("recorded on a real cluster", () => {
  test.each([
    [
      "process-stuck",
      /^ahead of deploy\/payments-api \(rollout-regression\): it explains \d+ of \d+ symptoms, that one \d/,
    ],
    ["metrics-api-down", /^ahead of \S+ \(\S+\): it is critical, that one a warning$/],
  ])("%s", async (name, line) => {
    const { findings } = diagnosed(await recordedCase(name));
    expect(findings[0]?.rank?.said).toMatch(line);
  });

  test("every root of harm but the last has a line of its own that names the next one", async () => {
    for (const name of recordings()) {
      const { findings } = diagnosed(await recordedCase(name));
      const harm = harmful(findings);
      expect(findings.map(rankedOver), name).toEqual([
        ...harm.slice(1).map(({ id }) => id),
        ...findings.slice(Math.max(0, harm.length - 1)).map(() => undefined),
      ]);
      for (const { rank } of findings) expect(rank?.said ?? "").toMatch(/^[^\n]{0,140}$/);
    }
  });
});

function rankedOver({ rank }: Answer["findings"][number]): string | undefined {
  return rank?.over;
}
