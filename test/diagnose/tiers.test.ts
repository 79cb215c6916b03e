import { describe, expect, test } from "vitest";
import { failureReport } from "../../src/core/failure.ts";
import { reportOf } from "../../src/core/report.ts";
import { cite } from "../../src/diagnose/cite.ts";
import { compose } from "../../src/diagnose/compose.ts";
import { lookedAt } from "../../src/diagnose/looked-at.ts";
import { type Draft, defineRule, type Rule } from "../../src/diagnose/rule.ts";
import { refOf } from "../../src/diagnose/situation/object-index.ts";
import { situate } from "../../src/diagnose/situation/situation.ts";
import { renderAnswer } from "../../src/tools/render-answer.ts";
import { ask, first, get, NOW, NS, noticed, world } from "./world.ts";

const w = world();
const TARGETS = [{ cluster: "test", namespace: NS, because: "test" }];
const report = { source: "kubernetes", found: true, detail: "", asOf: null, began: performance.now() };
const answered = reportOf(report);

function rule(code: string, app: string, over: Partial<Rule> = {}, draft: Partial<Draft> = {}): Rule {
  const object = refOf(get(w, "Deployment", app));
  return defineRule({
    code,
    family: "service",
    role: "cause",
    severity: "warning",
    specificity: 5,
    meaning: "",
    needs: "",
    remedy: "",
    disproof: "none",
    check: () => [
      { object, title: `${code} of ${app}`, confidence: "high", evidence: [cite.object(object, code)], ...draft },
    ],
    ...over,
  });
}
const odd = (app: string, draft: Partial<Draft> = {}) =>
  rule("odd", app, { severity: "critical", specificity: 8 }, { tier: "noticed", ...draft });
const suffers = (app: string) => rule("suffers", app, { role: "symptom", specificity: 1 });

function answer(rules: readonly Rule[], reports = [answered], question = "what is with payments?", targets = TARGETS) {
  const diagnosis = ask(w, rules, targets);
  return compose({
    question,
    targets,
    now: NOW,
    diagnosis,
    passages: new Map(),
    reports,
    looked: lookedAt(situate(w, w.now), targets),
  });
}

describe("without any finding", () => {
  test("a namespace in which nothing runs is not healthy", () => {
    const targets = [{ cluster: "test", namespace: "default", because: "test" }];
    const { verdict, headline } = answer([], [answered], "is default fine?", targets);
    expect(verdict).toBe("unknown");
    expect(headline).toBe("default: unknown. Nothing runs there: no workload and no Service was seen.");
  });

  test("who asks about requests is not told healthy when none were observed", () => {
    expect(answer([], [answered], "are requests to payments served?").verdict).toBe("unknown");
    expect(answer([], [answered], "is payments fine?").verdict).toBe("healthy");
  });

  test("a complaint stays unknown", () => {
    const { verdict, headline } = answer([], [answered], "ledger pods never become ready");
    expect(verdict).toBe("unknown");
    expect(headline).toBe(
      "payments: unknown. Nothing found is failing; looked at 7 pods, no log lines, no events and no series.",
    );
  });
});

describe("what is off and harms nobody", () => {
  test("is told, and breaks nothing", () => {
    const { verdict, headline, findings } = answer([odd("ledger")]);
    expect(verdict).toBe("unknown");
    expect(headline).toBe("payments: nothing is failing; 1 thing noticed.");
    expect(findings).toMatchObject([{ code: "odd", tier: "noticed", severity: "warning" }]);
  });

  test("comes after what does harm, however bad it is", () => {
    const { verdict, headline, findings } = answer([odd("checkout"), suffers("ledger-db")]);
    expect(findings.map(({ code, tier }) => [code, tier])).toEqual([
      ["suffers", "harm"],
      ["odd", "noticed"],
    ]);
    expect(verdict).toBe("degraded");
    expect(headline).toContain("suffers of ledger-db");
  });

  test("is the root cause of what harms, and then does harm itself", () => {
    const diagnosis = ask(w, [odd("ledger"), suffers("ledger")]);
    expect(diagnosis.findings).toMatchObject([{ code: "odd", tier: "harm", symptoms: [{ code: "suffers" }] }]);
  });

  test("explains nothing where it is a symptom itself", () => {
    const diagnosis = ask(w, [rule("odd", "ledger", { role: "symptom", tier: "noticed" }), suffers("ledger")]);
    expect(first(diagnosis)).toBe("suffers Deployment/ledger");
    expect(noticed(diagnosis)).toEqual(["odd Deployment/ledger"]);
  });

  test("yields to a cause that is known to do harm", () => {
    const known = rule("known", "ledger", { specificity: 5 });
    const { findings } = ask(w, [odd("ledger"), known, suffers("ledger")]);
    expect(findings).toMatchObject([
      { code: "known", symptoms: [{ code: "suffers" }] },
      { code: "odd", tier: "noticed", symptoms: [] },
    ]);
  });

  test("costs no healthy verdict where it may be meant so", () => {
    const { verdict, headline } = answer([odd("ledger", { severity: "info" })]);
    expect(verdict).toBe("healthy");
    expect(headline).toBe("payments: nothing is failing; 1 thing noticed.");
  });

  test("does not hide that a source is silent", () => {
    const late = failureReport("kubernetes", new DOMException("", "TimeoutError"), performance.now());
    const { verdict, headline } = answer([odd("ledger", { severity: "info" })], [late]);
    expect(verdict).toBe("unknown");
    expect(headline).toBe(
      "payments: nothing is failing as far as could be seen; 1 thing noticed; kubernetes is timed-out.",
    );
  });

  test("has a heading of its own in the text", () => {
    const lines = renderAnswer(answer([odd("checkout"), odd("ledger"), suffers("ledger-db")])).split("\n");
    const headings = lines
      .filter((line) => /^noticed|^ \d /.test(line))
      .map((line) => line.split("  ").slice(0, 3).join(" "));
    expect(headings).toEqual([
      " 1 UNEXPLAINED deploy/ledger-db",
      "noticed: nothing observed suffers from it",
      " 2 NOTICED deploy/checkout",
      " 3 NOTICED deploy/ledger",
    ]);
  });

  test("leaves a complaint unknown, whatever it is, and says what was looked at", () => {
    const { verdict, headline } = answer([odd("ledger", { severity: "info" })], [answered], "payments is down");
    expect(verdict).toBe("unknown");
    expect(headline).toBe(
      "payments: unknown. Nothing found is failing; looked at 7 pods, no log lines, no events and no series; nothing about requests was observed; 1 thing noticed.",
    );
  });

  test("is in the way of who wants to drain a node, also when it may be meant so", () => {
    const [budget] = [odd("ledger", { severity: "info" })];
    expect(answer([budget], [answered], "can I drain node-2?").verdict).toBe("unknown");
    expect(answer([], [answered], "can I drain node-2?").verdict).toBe("healthy");
  });

  test("is told in part where there is much of it, the rest is counted", () => {
    const objects = Array.from({ length: 20 }, (_, i) => ({
      ...refOf(get(w, "Deployment", "ledger")),
      name: `batch-${i}`,
    }));
    const draft = {
      title: "odd",
      confidence: "high",
      tier: "noticed",
      affects: [refOf(get(w, "Deployment", "ledger"))],
    } as const;
    const many = rule("odd", "ledger", {
      check: () => objects.map((object) => ({ ...draft, object, evidence: [cite.object(object, "odd")] as const })),
    });
    const { findings, omitted } = ask(w, [many, suffers("ledger-db")]);
    expect(findings.map(({ code }) => code)).toEqual(["suffers", ...Array.from({ length: 12 }, () => "odd")]);
    expect(omitted.join()).toContain("8 more noticed");
  });

  test("the same rule twice on one object is harm when one of them is", () => {
    const object = refOf(get(w, "Deployment", "ledger"));
    const draft = { object, title: "odd", confidence: "high", evidence: [cite.object(object, "odd")] } as const;
    const twice = rule("odd", "ledger", {
      check: () => [
        { ...draft, tier: "noticed" },
        { ...draft, title: "bad" },
      ],
    });
    expect(ask(w, [twice]).findings).toMatchObject([{ title: "bad", tier: "harm" }]);
  });
});
