import { endpointConfig, openEndpoint } from "../../core/endpoint.ts";
import { probeReport } from "../../core/probe.ts";
import { defineSource } from "../../core/source.ts";
import { captureAlertmanager } from "./capture.ts";
import { collect } from "./collect.ts";
import { connectAlertmanager } from "./live.ts";
import type { AlertmanagerReader } from "./reader.ts";
import { openRecordedAlertmanager } from "./recorded.ts";
import { names, resolve } from "./resolve.ts";
import { alertsWithin } from "./within.ts";

/** Alerts that fire or are muted, from Alertmanager's API v2. */
export const alertmanager = defineSource({
  name: "alertmanager",
  config: endpointConfig,
  connect: async (config, env): Promise<AlertmanagerReader | undefined> => {
    const endpoint = openEndpoint(config, env);
    return endpoint && connectAlertmanager(endpoint);
  },
  replay: openRecordedAlertmanager,
  probe: (reader, signal) =>
    probeReport("alertmanager", async () => `${reader.origin}, ${await reader.version(signal)}`),
  resolve,
  names,
  collect,
  record: captureAlertmanager,
  within: (reader, namespaces) => ({ ...reader, alerts: alertsWithin(reader, namespaces), close: () => {} }),
  close: (reader) => reader.close?.(),
});
