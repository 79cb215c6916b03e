import { endpointConfig, openEndpoint } from "../../core/endpoint.ts";
import { failureReport } from "../../core/failure.ts";
import { defineSource } from "../../core/source.ts";
import { collect } from "./collect.ts";
import { connectPrometheus } from "./live.ts";
import type { PrometheusReader } from "./reader.ts";
import { openRecordedPrometheus } from "./recorded.ts";

/** Metrics from anything that speaks the Prometheus HTTP API. */
export const prometheus = defineSource({
  name: "prometheus",
  config: endpointConfig,
  async connect(config) {
    const endpoint = openEndpoint(config);
    return endpoint && connectPrometheus(endpoint);
  },
  replay: openRecordedPrometheus,
  async probe(reader: PrometheusReader, signal) {
    const started = performance.now();
    try {
      const detail = `${reader.origin}, ${await reader.version(signal)}`;
      return {
        source: "prometheus",
        status: "ok",
        detail,
        asOf: null,
        durationMs: Math.round(performance.now() - started),
      };
    } catch (error) {
      return failureReport("prometheus", error, started);
    }
  },
  collect,
});
