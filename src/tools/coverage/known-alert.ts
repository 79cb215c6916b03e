import { z } from "zod";
import { runbookUrlOf } from "../alerts/alert-runbooks.ts";

/** An alert that somebody has written a rule for. */
export interface KnownAlert {
  name: string;
  annotations: Record<string, string>;
  /** Where the rule is: `prometheus group payments`, `PrometheusRule monitoring/payments`, `rules/payments.yaml`. */
  from: string;
  /** In a file, from 1. */
  line?: number;
}

const Group = z.object({ rules: z.array(z.unknown()).catch([]) });
const Rule = z.object({
  alert: z.string(),
  annotations: z.record(z.string(), z.string()).catch({}).default({}),
});
/** A rule file, or the `spec` of a PrometheusRule. */
const Groups = z.object({ groups: z.array(z.unknown()).catch([]) });

/** The alerts of a rule file's content; recording rules and what is no rule are passed over. */
export function alertsIn(content: unknown, from: string): KnownAlert[] {
  const spec = z.object({ spec: Groups }).safeParse(content);
  const parsed = spec.success ? spec.data.spec : Groups.safeParse(content).data;
  return (parsed?.groups ?? []).flatMap((group) =>
    (Group.safeParse(group).data?.rules ?? []).flatMap((rule) => {
      const { data } = Rule.safeParse(rule);
      return data ? [{ name: data.alert, annotations: data.annotations, from }] : [];
    }),
  );
}

/** One alert a name: rules for several severities share a name, and any of them may have the link. */
export function eachOnce(alerts: readonly KnownAlert[]): KnownAlert[] {
  return [...Map.groupBy(alerts, ({ name }) => name).values()].flatMap((same) => {
    const [first] = same;
    return first ? [same.find(linkOf) ?? first] : [];
  });
}

/** Its `runbook_url` with the alert's own name for the templates that mean it. */
export function linkOf({ name, annotations }: KnownAlert): string | undefined {
  const link = runbookUrlOf({ annotations }) ?? annotations.runbookUrl;
  return link?.trim().replace(/\{\{[^{}]{0,60}\balertname\b[^{}]{0,20}\}\}/g, name) || undefined;
}
