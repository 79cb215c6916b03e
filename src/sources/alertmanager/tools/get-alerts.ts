import { z } from "zod";
import { namespaceOf, objectOf } from "../../../core/alert-target.ts";
import { shortName } from "../../../core/object.ts";
import { defineTool } from "../../../core/tool.ts";
import { oneLine } from "../../../core/untrusted.ts";
import { byUrgency } from "../collect.ts";
import type { HeldAlert } from "../reader.ts";
import { alertmanager } from "../source.ts";

const Row = z.object({
  name: z.string(),
  state: z.enum(["firing", "pending", "suppressed"]),
  severity: z.string(),
  since: z.string().nullable(),
  namespace: z.string(),
  object: z.string(),
  summary: z.string(),
  runbookUrl: z.string().nullable(),
  mutedBy: z.array(z.string()),
});

export const getAlerts = defineTool({
  name: "get_alerts",
  title: "Get alerts",
  description:
    "Alerts in Alertmanager, most urgent first, with what they are about and their runbook link. Muted ones (silenced or inhibited) come last and say by what.",
  effect: "read",
  needs: { alertmanager },
  input: z.object({
    namespace: z.string().optional().describe("Only alerts about this namespace; all by default"),
    name: z.string().optional().describe("Alert name, or its beginning"),
    filter: z.array(z.string()).max(10).default([]).describe('Matchers, e.g. severity="critical"'),
    limit: z.int().min(1).max(200).default(30),
  }),
  output: z.object({ alerts: z.array(Row), omitted: z.array(z.string()) }),
  cut: ["alerts"],
  async handler({ namespace, name = "", filter, limit }, { alertmanager: reader, signal, deadlineMs }) {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
    const all = await reader.alerts(filter, deadline);
    const wanted = all.filter(
      (alert) =>
        alert.name.toLowerCase().startsWith(name.toLowerCase()) &&
        (namespace === undefined || namespaceOf(alert.labels) === namespace),
    );
    const left = wanted.length - limit;
    return {
      alerts: wanted.sort(byUrgency).slice(0, limit).map(row),
      omitted: left > 0 ? [`${left} less urgent alerts; raise limit or add a filter`] : [],
    };
  },
  render({ alerts, omitted }) {
    const rows = alerts.map(({ name, state, severity, since, namespace, object, summary, runbookUrl, mutedBy }) =>
      [
        `${state}  ${severity || "-"}  ${name}  ${[namespace, object].filter(Boolean).join("/") || "-"}  since ${since ?? "?"}`,
        ...(summary ? [`  ${summary}`] : []),
        ...(runbookUrl ? [`  runbook ${runbookUrl}`] : []),
        ...(mutedBy.length > 0 ? [`  muted by ${mutedBy.join(", ")}`] : []),
      ].join("\n"),
    );
    return [...(rows.length > 0 ? rows : ["no alerts"]), ...omitted.map((line) => `left out: ${line}`)].join("\n");
  },
});

function row({ name, state, labels, annotations, startsAt, mutedBy }: HeldAlert): z.output<typeof Row> {
  const object = objectOf(labels);
  return {
    name,
    state,
    severity: labels.severity ?? "",
    since: startsAt,
    namespace: namespaceOf(labels) ?? "",
    object: object ? shortName(object) : "",
    summary: oneLine(annotations.summary ?? annotations.description ?? annotations.message ?? "", 240),
    runbookUrl: annotations.runbook_url ?? annotations.runbook ?? null,
    mutedBy: mutedBy.slice(0, 5),
  };
}
