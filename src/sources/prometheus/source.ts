import { endpointConfig, openEndpoint } from "../../core/endpoint.ts";
import { failureReport } from "../../core/failure.ts";
import type { SourceReport } from "../../core/report.ts";
import { defineSource } from "../../core/source.ts";
import { capturePrometheus } from "./capture.ts";
import { collect } from "./collect.ts";
import { connectPrometheus } from "./live.ts";
import type { PrometheusReader } from "./reader.ts";
import { openRecordedPrometheus } from "./recorded.ts";
import { resolve } from "./resolve.ts";

/** Metrics from anything that speaks the Prometheus HTTP API. */
export const prometheus = defineSource({
  name: "prometheus",
  config: endpointConfig,
  connect: async (config): Promise<PrometheusReader | undefined> => {
    const endpoint = openEndpoint(config);
    return endpoint && connectPrometheus(endpoint);
  },
  replay: openRecordedPrometheus,
  probe,
  resolve,
  collect,
  record: capturePrometheus,
});

async function probe(reader: PrometheusReader, signal: AbortSignal): Promise<SourceReport> {
  const started = performance.now();
  try {
    const detail = `${reader.origin}, ${await reader.version(signal)}`;
    const durationMs = Math.round(performance.now() - started);
    return { source: "prometheus", status: "ok", detail, asOf: new Date().toISOString(), durationMs };
  } catch (error) {
    return failureReport("prometheus", error, started);
  }
}
