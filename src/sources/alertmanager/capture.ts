import { concerns } from "../../core/alert-target.ts";
import { LAYOUT } from "../../core/capture/layout.ts";
import type { CaptureWriter } from "../../core/capture/writer.ts";
import { failureReport } from "../../core/failure.ts";
import { missing } from "../../core/missing.ts";
import type { Scope } from "../../core/observation.ts";
import { reportOf, type SourceReport } from "../../core/report.ts";
import type { AlertmanagerReader, HeldAlert } from "./reader.ts";

const MAX_ALERTS = 2000;

/** Records the alerts that concern the scope, as GET /api/v2/alerts answers. */
export async function captureAlertmanager(
  reader: AlertmanagerReader,
  scope: Scope,
  writer: CaptureWriter,
  signal: AbortSignal,
): Promise<SourceReport> {
  const started = performance.now();
  try {
    const { alerts: all, missing: lacks } = await reader.alerts([], signal);
    const related = all.filter(concerns(scope));
    const alerts = related.slice(0, MAX_ALERTS);
    const left = related.length - alerts.length;
    await writer.json(LAYOUT.alerts, alerts.map(apiAlert));
    return reportOf({
      source: "alertmanager",
      found: alerts.length > 0,
      missing: left > 0 ? [...lacks, missing(`${left} more alerts`, "limited", "not recorded")] : lacks,
      detail: `${alerts.length} alerts recorded`,
      asOf: scope.now,
      began: started,
    });
  } catch (error) {
    return failureReport("alertmanager", error, started);
  }
}

function apiAlert({ labels, annotations, startsAt, fingerprint, state, mutedBy, generatorUrl }: HeldAlert): unknown {
  const status = { state: state === "suppressed" ? "suppressed" : "active", silencedBy: mutedBy, inhibitedBy: [] };
  return { labels, annotations, startsAt, fingerprint, generatorURL: generatorUrl, status };
}
