import { expect, test } from "vitest";
import { rulesWithin } from "../../../src/sources/prometheus/within.ts";

test("of a rule that several share, a limited caller sees its own alerts and nothing of the rule's text", () => {
  const alert = (namespace: string) => ({
    state: "firing" as const,
    labels: { alertname: "QueueStuck", namespace },
    annotations: { summary: `the queue of ${namespace} is stuck` },
    activeAt: null,
  });
  const rule = {
    group: "queues",
    name: "QueueStuck",
    type: "alerting" as const,
    query: 'queue_age{namespace=~"billing|vault"} > 60',
    health: "ok",
    labels: { team: "vault" },
    annotations: { runbook_url: "https://ops.example.com/vault/queue.md" },
    alerts: [alert("billing"), alert("vault")],
  };
  const { rules } = rulesWithin({ rules: [rule], missing: [] }, ["billing"]);
  expect(rules.map(({ alerts }) => alerts.length)).toEqual([1]);
  expect(JSON.stringify(rules)).not.toContain("vault");
});
