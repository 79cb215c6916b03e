import { alertTargets } from "../../core/alert-target.ts";
import { SitrepError } from "../../core/errors.ts";
import type { Target } from "../../core/target.ts";
import { byUrgency } from "./collect.ts";
import type { AlertmanagerReader } from "./reader.ts";

/** The alerts in the text, as what they are about. An Alertmanager that does not answer recognises nothing. */
export async function resolve(reader: AlertmanagerReader, text: string, signal: AbortSignal): Promise<Target[]> {
  if (text === "") return [];
  try {
    return alertTargets((await reader.alerts([], signal)).sort(byUrgency), text);
  } catch (error) {
    if (error instanceof SitrepError) return []; // collect reports it
    throw error;
  }
}
