import type { CaptureFolder } from "../../core/capture/folder.ts";
import { LAYOUT } from "../../core/capture/layout.ts";
import { SitrepError } from "../../core/errors.ts";
import { heldAlerts } from "./held-alert.ts";
import { matcherOf, passes } from "./matcher.ts";
import type { AlertmanagerReader } from "./reader.ts";

/** The Alertmanager part of a capture; `undefined` when it has none. */
export async function openRecordedAlertmanager(capture: CaptureFolder): Promise<AlertmanagerReader | undefined> {
  const data = await capture.json(LAYOUT.alerts);
  if (data === undefined) return undefined;
  if (!Array.isArray(data))
    throw new SitrepError("input", `The capture is damaged: ${LAYOUT.alerts} is not a list of alerts.`, {
      hint: "It is the array that GET /api/v2/alerts answers.",
    });
  const { alerts, missing } = heldAlerts(data);
  return {
    origin: "capture",
    alerts: async (filters) => {
      const matchers = filters.map(matcherOf);
      return { alerts: alerts.filter(({ labels }) => matchers.every((matcher) => passes(matcher, labels))), missing };
    },
    version: async () => `recording of ${alerts.length} alerts`,
  };
}
