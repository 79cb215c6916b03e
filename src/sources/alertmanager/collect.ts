import { concerns } from "../../core/alert-target.ts";
import { failureReport } from "../../core/failure.ts";
import { missing, told } from "../../core/missing.ts";
import type { Alert, Collected, Scope } from "../../core/observation.ts";
import { reportOf } from "../../core/report.ts";
import type { AlertmanagerReader } from "./reader.ts";

const SOURCE = "alertmanager";
const MAX_ALERTS = 300;

/** The alerts of the scope's namespaces, and those of no namespace. Never throws: what fails is in the report. */
export async function collect(reader: AlertmanagerReader, scope: Scope, signal: AbortSignal): Promise<Collected> {
  const started = performance.now();
  try {
    const { alerts: all, missing: lacks } = await reader.alerts([], signal);
    const related = all.filter(concerns(scope)).sort(byUrgency);
    const from = /^https?:/.test(reader.origin) ? reader.origin : undefined;
    const alerts = related.slice(0, MAX_ALERTS).map((alert) => (from === undefined ? alert : { ...alert, from }));
    const left = related.length - alerts.length;
    const cut = left > 0 ? [...lacks, missing(`${left} more alerts`, "limited", "left out")] : lacks;
    const counts = `${alerts.length} of ${all.length} alerts concern the question`;
    return {
      observations: { alerts },
      report: reportOf({
        source: SOURCE,
        found: alerts.length > 0,
        missing: cut,
        detail: [counts, ...cut.map(told)].join("; "),
        asOf: scope.now,
        began: started,
      }),
    };
  } catch (error) {
    return { observations: {}, report: failureReport(SOURCE, error, started) };
  }
}

const SEVERITIES = ["critical", "error", "warning", "info"];

/** Firing before muted, critical before warning, long-standing before new: the order in which people read them. */
export function byUrgency(a: Alert, b: Alert): number {
  const rank = ({ state, labels }: Alert) => {
    const severity = SEVERITIES.indexOf(labels.severity ?? "");
    return (state === "suppressed" ? 10 : 0) + (severity === -1 ? SEVERITIES.length : severity);
  };
  return rank(a) - rank(b) || (a.startsAt ?? "").localeCompare(b.startsAt ?? "") || a.name.localeCompare(b.name);
}
