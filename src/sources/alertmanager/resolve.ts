import { alertTargets } from "../../core/alert-target.ts";
import { asOutage } from "../../core/failure.ts";
import type { Target } from "../../core/target.ts";
import { byUrgency } from "./collect.ts";
import type { AlertmanagerReader } from "./reader.ts";

/** The alerts in the text, as what they are about. Throws an `unavailable` or `denied` error when it does not answer. */
export async function resolve(reader: AlertmanagerReader, text: string, signal: AbortSignal): Promise<Target[]> {
  if (text === "") return [];
  try {
    return alertTargets((await reader.alerts([], signal)).alerts.sort(byUrgency), text);
  } catch (error) {
    throw asOutage(error);
  }
}
