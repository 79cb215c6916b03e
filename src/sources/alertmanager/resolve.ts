import { alertNames, alertTargets } from "../../core/alert-target.ts";
import { asOutage } from "../../core/failure.ts";
import type { Asked, Known, Target } from "../../core/target.ts";
import { byUrgency } from "./collect.ts";
import type { AlertmanagerReader } from "./reader.ts";

/** The alerts in what is asked, as what they are about. Throws an `unavailable` or `denied` error when it does not answer. */
export async function resolve(reader: AlertmanagerReader, asked: Asked, signal: AbortSignal): Promise<Target[]> {
  return asked.text === "" ? [] : alertTargets(await alertsIn(reader, signal), asked);
}

/** The alerts that can be asked about by name. Throws like `resolve`. */
export async function names(reader: AlertmanagerReader, signal: AbortSignal): Promise<Known[]> {
  return alertNames(await alertsIn(reader, signal));
}

async function alertsIn(reader: AlertmanagerReader, signal: AbortSignal) {
  try {
    return (await reader.alerts([], signal)).alerts.sort(byUrgency);
  } catch (error) {
    throw asOutage(error);
  }
}
