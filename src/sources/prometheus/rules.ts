import { z } from "zod";
import { tellsOfFault } from "../../core/alert-target.ts";
import { malformed } from "../../core/missing.ts";
import type { Alert } from "../../core/observation.ts";
import { labelCleaner } from "./api-data.ts";
import type { Rule, Rules } from "./reader.ts";

const Text = z.record(z.string(), z.string()).catch({}).default({});
const RuleAlert = z.object({
  state: z.enum(["firing", "pending"]).catch("pending"),
  labels: Text,
  annotations: Text,
  activeAt: z.string().nullable().catch(null).default(null),
});
const RuleData = z.object({
  name: z.string(),
  type: z.enum(["alerting", "recording"]).catch("recording"),
  query: z.string().catch(""),
  health: z.string().catch("unknown"),
  labels: Text,
  annotations: Text,
  alerts: z.array(RuleAlert).catch([]).default([]),
});
/** `data` of /api/v1/rules. A rule that cannot be read is missing. */
const RulesData = z.object({
  groups: z.array(z.object({ name: z.string().catch(""), rules: z.array(z.unknown()).catch([]) })).catch([]),
});

export function rulesOf(data: unknown): Rules {
  const clean = labelCleaner();
  const items = RulesData.parse(data).groups.flatMap(({ name: group, rules }) =>
    rules.map((item) => ({ group, item })),
  );
  const rules = items.flatMap(({ group, item }) => {
    const rule = RuleData.safeParse(item);
    if (!rule.success) return [];
    const alerts = rule.data.alerts.map((alert) => ({
      ...alert,
      labels: clean(alert.labels),
      annotations: clean(alert.annotations),
    }));
    const [labels, annotations] = [clean(rule.data.labels), clean(rule.data.annotations)];
    return [{ ...rule.data, labels, annotations, group, alerts }];
  });
  return { rules, missing: malformed("rules", items.length - rules.length, items.length) };
}

/** The rules as the API's `data`, to be recorded. */
export function rulesData(rules: readonly Rule[]): unknown {
  const groups = Map.groupBy(rules, ({ group }) => group);
  return {
    groups: [...groups].map(([name, members]) => ({ name, rules: members.map(({ group: _, ...rule }) => rule) })),
  };
}

export function alertsOf(rules: readonly Rule[]): Alert[] {
  return rules
    .flatMap(({ name, alerts }) => alerts.map((alert) => ({ name: alert.labels.alertname ?? name, ...alert })))
    .filter(tellsOfFault)
    .map(({ activeAt, ...alert }) => ({ ...alert, startsAt: activeAt, from: "prometheus" }));
}
