import { endpointConfig, openEndpoint } from "../../core/endpoint.ts";
import { failureReport } from "../../core/failure.ts";
import type { SourceReport } from "../../core/report.ts";
import { defineSource } from "../../core/source.ts";
import { captureAlertmanager } from "./capture.ts";
import { collect } from "./collect.ts";
import { connectAlertmanager } from "./live.ts";
import type { AlertmanagerReader } from "./reader.ts";
import { openRecordedAlertmanager } from "./recorded.ts";
import { resolve } from "./resolve.ts";

/** Alerts that fire or are muted, from Alertmanager's API v2. */
export const alertmanager = defineSource({
  name: "alertmanager",
  config: endpointConfig,
  connect: async (config): Promise<AlertmanagerReader | undefined> => {
    const endpoint = openEndpoint(config);
    return endpoint && connectAlertmanager(endpoint);
  },
  replay: openRecordedAlertmanager,
  probe,
  resolve,
  collect,
  record: captureAlertmanager,
});

async function probe(reader: AlertmanagerReader, signal: AbortSignal): Promise<SourceReport> {
  const started = performance.now();
  try {
    const detail = `${reader.origin}, ${await reader.version(signal)}`;
    const durationMs = Math.round(performance.now() - started);
    return { source: "alertmanager", status: "ok", detail, asOf: new Date().toISOString(), durationMs };
  } catch (error) {
    return failureReport("alertmanager", error, started);
  }
}
