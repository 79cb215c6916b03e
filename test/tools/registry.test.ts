import { expect, test } from "vitest";
import { toJSONSchema, z } from "zod";
import { tokensOf } from "../../src/core/budget.ts";
import { RUNBOOK_TOOLS } from "../../src/knowledge/tools/index.ts";
import { OPERATIONS } from "../../src/operations/index.ts";
import { SOURCE_TOOLS } from "../../src/sources/index.ts";
import { TOOLS } from "../../src/tools/index.ts";

const tools = [...TOOLS, ...RUNBOOK_TOOLS, ...SOURCE_TOOLS];

test("tools are those of the documentation, each once", () => {
  expect(tools.map(({ name }) => name).sort()).toEqual([
    "check_citation",
    "check_deploy",
    "get_alerts",
    "get_changes",
    "get_cluster_info",
    "get_pod_logs",
    "get_pod_status",
    "get_recent_events",
    "get_runbook",
    "get_runbook_coverage",
    "investigate",
    "kubectl",
    "list_failing_pods",
    "list_workloads",
    "query_prometheus",
    "search_runbooks",
  ]);
});

test("descriptions and input schemas together cost at most 4,000 tokens", () => {
  const wire = tools.map(({ name, title, description, input }) =>
    JSON.stringify({ name, title, description, inputSchema: toJSONSchema(input.extend({ max_tokens: z.int() })) }),
  );
  expect(tokensOf(wire.join(""))).toBeLessThanOrEqual(4000);
});

test.each(tools)(
  "$name reads, says what it leaves out, and lists what may be cut",
  ({ effect, output, cut, title }) => {
    expect(effect).toBe("read");
    expect(title.length).toBeGreaterThan(3);
    expect(Object.keys(output.shape)).toEqual(expect.arrayContaining([...cut]));
  },
);

test("operations are offered under names of their own, and only doctor and what reads the audit log run where none can be written", () => {
  expect(OPERATIONS.filter(({ effect }) => effect !== "operate").map(({ name }) => name)).toEqual([]);
  const names = [...tools, ...OPERATIONS].map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect([...tools, ...OPERATIONS].filter(({ checksAudit }) => checksAudit).map(({ name }) => name)).toEqual([
    "doctor",
    "verify_audit",
    "show_audit",
    "explain_call",
  ]);
});
