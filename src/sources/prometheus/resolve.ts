import { alertTargets } from "../../core/alert-target.ts";
import { asOutage } from "../../core/failure.ts";
import type { Target } from "../../core/target.ts";
import type { PrometheusReader } from "./reader.ts";
import { alertsOf } from "./rules.ts";

/** The alerts in the text, as what they are about. Throws an `unavailable` or `denied` error when it does not answer. */
export async function resolve(reader: PrometheusReader, text: string, signal: AbortSignal): Promise<Target[]> {
  if (text === "") return [];
  try {
    return alertTargets(alertsOf((await reader.rules(signal)).rules), text);
  } catch (error) {
    throw asOutage(error);
  }
}
