import { z } from "zod";
import { namespaceOf, objectOf } from "../../core/alert-target.ts";
import { SitrepError } from "../../core/errors.ts";
import { none } from "../../core/missing.ts";
import { shortName } from "../../core/object.ts";
import { defineTool, type ToolContext } from "../../core/tool.ts";
import { oneLine } from "../../core/untrusted.ts";
import { runbooks } from "../../knowledge/source.ts";
import { byUrgency } from "../../sources/alertmanager/collect.ts";
import { alertmanager } from "../../sources/alertmanager/source.ts";
import { prometheus } from "../../sources/prometheus/source.ts";
import { alertRunbooks, runbookUrlOf } from "./alert-runbooks.ts";
import { type SeenAlert, seenAlerts } from "./seen-alerts.ts";

const Row = z.object({
  name: z.string(),
  state: z.enum(["firing", "pending", "suppressed"]),
  severity: z.string(),
  since: z.string().nullable(),
  namespace: z.string(),
  object: z.string(),
  summary: z.string(),
  /** Citation of an indexed document, for get_runbook. */
  runbook: z.string().nullable(),
  runbookUrl: z.string().nullable(),
  query: z.string(),
  mutedBy: z.array(z.string()),
  delivered: z.boolean(),
});

export const getAlerts = defineTool({
  name: "get_alerts",
  title: "Get alerts",
  description:
    "Alerts of Alertmanager and of Prometheus' rules, most urgent first: what they are about, their runbook, their rule. Muted ones come last and say by what.",
  effect: "read",
  needs: { runbooks },
  wants: { alertmanager, prometheus },
  input: z.object({
    namespace: z.string().optional().describe("Only alerts about this namespace; all by default"),
    name: z.string().optional().describe("Alert name, or its beginning"),
    filter: z.array(z.string()).max(10).default([]).describe('Matchers, e.g. severity="critical"'),
    limit: z.int().min(1).max(200).default(30).describe("Alerts at most"),
  }),
  output: z.object({ alerts: z.array(Row), omitted: z.array(z.string()) }),
  cut: ["alerts"],
  async handler({ namespace, name = "", filter, limit }, context) {
    const { signal } = context;
    const { alerts, notes } = await seenAlerts(context, filter, signal);
    const wanted = alerts.filter(
      (alert) =>
        alert.name.toLowerCase().startsWith(name.toLowerCase()) &&
        (namespace === undefined || namespaceOf(alert.labels) === namespace),
    );
    const shown = wanted.sort(byUrgency).slice(0, limit);
    const doubt = wanted.length === 0 && namespace !== undefined ? await doubtOf(namespace, context) : [];
    const documents = await alertRunbooks(shown, context.runbooks, signal);
    const left = wanted.length - shown.length;
    return {
      alerts: shown.map((alert) => row(alert, documents.get(alert.name))),
      omitted: [...(left > 0 ? [`${left} less urgent alerts; raise limit or add a filter`] : []), ...notes, ...doubt],
    };
  },
  render({ alerts, omitted }) {
    const rows = alerts.flatMap(lines);
    return [
      ...(rows.length > 0 ? rows : [none("alerts", omitted)]),
      ...omitted.map((line) => `left out: ${line}`),
    ].join("\n");
  },
});

/** A slip is no good news: throws an `input` error when there is no such namespace, and says so where nobody knows. */
async function doubtOf(namespace: string, { connections, signal }: ToolContext): Promise<string[]> {
  const cluster = connections.find((connection) => connection.name === "kubernetes" && connection.reader !== undefined);
  const unknown = [`whether there is a namespace ${namespace}: nothing that answered lists namespaces`];
  if (!cluster) return unknown;
  try {
    return (await cluster.resolve({ text: "", namespace }, signal)).length > 0 ? [] : unknown;
  } catch (error) {
    if (error instanceof SitrepError && error.kind !== "input") return unknown;
    throw error;
  }
}

function row(alert: SeenAlert, runbook: string | undefined): z.output<typeof Row> {
  const { name, state, labels, annotations, startsAt, mutedBy, query, delivered } = alert;
  const object = objectOf(labels);
  return {
    name,
    state,
    severity: labels.severity ?? "",
    since: startsAt,
    namespace: namespaceOf(labels) ?? "",
    object: object ? shortName(object) : "",
    summary: oneLine(annotations.summary ?? annotations.description ?? annotations.message ?? "", 240),
    runbook: runbook ?? null,
    runbookUrl: runbookUrlOf(alert) ?? null,
    query: oneLine(query, 300),
    mutedBy: mutedBy.slice(0, 5),
    delivered,
  };
}

function lines(alert: z.output<typeof Row>): string[] {
  const { name, state, severity, since, namespace, object, summary, runbook, runbookUrl } = alert;
  const about = [namespace, object].filter(Boolean).join("/") || "-";
  return [
    `${state}  ${severity || "-"}  ${name}  ${about}  since ${since ?? "?"}`,
    ...(summary ? [`  ${summary}`] : []),
    ...(alert.query ? [`  rule ${alert.query}`] : []),
    ...(runbook ? [`  runbook ${runbook}`] : []),
    ...(runbookUrl ? [`  link ${runbookUrl}${runbook ? "" : " (not indexed)"}`] : []),
    ...(alert.mutedBy.length > 0 ? [`  muted by ${alert.mutedBy.join(", ")}`] : []),
    ...(alert.delivered ? [] : ["  not in Alertmanager: nobody was notified"]),
  ];
}
