import { endpointConfig, openEndpoint } from "../../core/endpoint.ts";
import { probeReport } from "../../core/probe.ts";
import { defineSource } from "../../core/source.ts";
import { capturePrometheus } from "./capture.ts";
import { collect } from "./collect.ts";
import { connectPrometheus } from "./live.ts";
import type { PrometheusReader } from "./reader.ts";
import { openRecordedPrometheus } from "./recorded.ts";
import { names, resolve } from "./resolve.ts";
import { queriesWithin } from "./within.ts";

/** Metrics from anything that speaks the Prometheus HTTP API. */
export const prometheus = defineSource({
  name: "prometheus",
  config: endpointConfig,
  connect: async (config, env): Promise<PrometheusReader | undefined> => {
    const endpoint = openEndpoint(config, env);
    return endpoint && connectPrometheus(endpoint);
  },
  replay: openRecordedPrometheus,
  probe: (reader, signal) => probeReport("prometheus", async () => `${reader.origin}, ${await reader.version(signal)}`),
  resolve,
  names,
  collect,
  record: capturePrometheus,
  within: (reader, namespaces) => reader.within?.(namespaces) ?? queriesWithin(reader, namespaces),
  close: (reader) => reader.close?.(),
});
