import { alertTargets } from "../../core/alert-target.ts";
import { asOutage } from "../../core/failure.ts";
import type { Asked, Known, Target } from "../../core/target.ts";
import type { PrometheusReader, Rule } from "./reader.ts";
import { alertsOf } from "./rules.ts";

/** The alerts in what is asked, as what they are about. Throws an `unavailable` or `denied` error when it does not answer. */
export async function resolve(reader: PrometheusReader, asked: Asked, signal: AbortSignal): Promise<Target[]> {
  if (asked.text === "") return [];
  const rules = await alertRules(reader, signal);
  const firing = alertTargets(alertsOf(rules), asked);
  return firing.length > 0 ? firing : quiet(rules, asked);
}

/** The alerts that can be asked about by name. Throws like `resolve`. */
export async function names(reader: PrometheusReader, signal: AbortSignal): Promise<Known[]> {
  const rules = await alertRules(reader, signal);
  return [...new Set(rules.map(({ name }) => name))].map((name) => ({ name, asked: name }));
}

async function alertRules(reader: PrometheusReader, signal: AbortSignal): Promise<Rule[]> {
  try {
    return (await reader.rules(signal)).rules.filter(({ type }) => type === "alerting");
  } catch (error) {
    throw asOutage(error);
  }
}

/** An alert that does not fire is about nothing in particular. */
function quiet(rules: readonly Rule[], { text, namespace = "" }: Asked): Target[] {
  const words = new Set(text.toLowerCase().match(/[a-z0-9_-]+/g));
  const named = rules.find(({ name, alerts }) => alerts.length === 0 && words.has(name.toLowerCase()));
  if (!named) return [];
  const instead = `alert ${named.name} does not fire`;
  return [{ cluster: "", namespace, because: `alert ${named.name}`, instead }];
}
