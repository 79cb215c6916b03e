import { labelsWithin } from "../../core/alert-target.ts";
import type { AlertmanagerReader } from "./reader.ts";

/** Only alerts about these namespaces: what is about none may be about any. The link, which has the rule's PromQL, goes. */
export function alertsWithin(reader: AlertmanagerReader, namespaces: readonly string[]): AlertmanagerReader["alerts"] {
  return async (filters, signal) => {
    const { alerts, missing } = await reader.alerts(filters, signal);
    const own = alerts.flatMap((alert) => {
      const labels = labelsWithin(alert.labels, namespaces);
      return labels ? [{ ...alert, labels, generatorUrl: "" }] : [];
    });
    return { alerts: own, missing };
  };
}
