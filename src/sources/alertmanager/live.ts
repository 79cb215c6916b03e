import { z } from "zod";
import type { Endpoint } from "../../core/endpoint.ts";
import { SitrepError } from "../../core/errors.ts";
import { heldAlerts } from "./held-alert.ts";
import { getJson } from "./http.ts";
import type { AlertmanagerReader } from "./reader.ts";

const Status = z.object({ versionInfo: z.object({ version: z.string() }) });

/** Reads a live Alertmanager. `maxBytes` bounds one answer. */
export function connectAlertmanager(endpoint: Endpoint, maxBytes?: number): AlertmanagerReader {
  return {
    origin: endpoint.url,
    close: endpoint.close,
    async alerts(filters, signal) {
      const query = new URLSearchParams(filters.map((filter): [string, string] => ["filter", filter]));
      const data = await getJson(endpoint, `/api/v2/alerts?${query}`, signal, maxBytes);
      if (!Array.isArray(data)) throw notTheApi(endpoint.url);
      return heldAlerts(data);
    },
    async version(signal) {
      const status = Status.safeParse(await getJson(endpoint, "/api/v2/status", signal, maxBytes));
      if (!status.success) throw notTheApi(endpoint.url);
      return status.data.versionInfo.version;
    },
  };
}

function notTheApi(origin: string): SitrepError {
  return new SitrepError("unavailable", `${origin} answers, but not as Alertmanager's API v2.`, {
    hint: "Is url the address before /api/v2?",
  });
}
