import { concerns } from "../../core/alert-target.ts";
import { LAYOUT } from "../../core/capture/layout.ts";
import type { CaptureWriter } from "../../core/capture/writer.ts";
import { failureReport } from "../../core/failure.ts";
import type { Scope } from "../../core/observation.ts";
import type { SourceReport } from "../../core/report.ts";
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
    const alerts = (await reader.alerts([], signal)).filter(concerns(scope)).slice(0, MAX_ALERTS);
    await writer.json(LAYOUT.alerts, alerts.map(apiAlert));
    return {
      source: "alertmanager",
      status: alerts.length > 0 ? "ok" : "empty",
      detail: `${alerts.length} alerts recorded`,
      asOf: scope.now,
      durationMs: Math.round(performance.now() - started),
    };
  } catch (error) {
    return failureReport("alertmanager", error, started);
  }
}

function apiAlert({ labels, annotations, startsAt, fingerprint, state, mutedBy, generatorUrl }: HeldAlert): unknown {
  const status = { state: state === "suppressed" ? "suppressed" : "active", silencedBy: mutedBy, inhibitedBy: [] };
  return { labels, annotations, startsAt, fingerprint, generatorURL: generatorUrl, status };
}
