import { alertTargets } from "../../core/alert-target.ts";
import { SitrepError } from "../../core/errors.ts";
import type { Target } from "../../core/target.ts";
import type { PrometheusReader } from "./reader.ts";
import { alertsOf } from "./rules.ts";

/** The alerts in the text, as what they are about. A Prometheus that does not answer recognises nothing. */
export async function resolve(reader: PrometheusReader, text: string, signal: AbortSignal): Promise<Target[]> {
  if (text === "") return [];
  try {
    return alertTargets(alertsOf(await reader.rules(signal)), text);
  } catch (error) {
    if (error instanceof SitrepError) return []; // collect reports it
    throw error;
  }
}
