import { SitrepError } from "../../core/errors.ts";
import type { Target } from "../../core/target.ts";
import { byUrgency } from "./collect.ts";
import type { AlertmanagerReader, HeldAlert } from "./reader.ts";
import { namespaceOf, objectOf } from "./target.ts";

const MAX_TARGETS = 5;

/** What the alerts are about whose name is in the text. An Alertmanager that does not answer recognises nothing. */
export async function resolve(reader: AlertmanagerReader, text: string, signal: AbortSignal): Promise<Target[]> {
  const words = new Set(text.toLowerCase().match(/[a-z0-9_-]+/g));
  if (words.size === 0) return [];
  const named = (await alertsOf(reader, signal)).filter(({ name }) => words.has(name.toLowerCase())).sort(byUrgency);
  const targets = named.map(({ name, labels }): Target => {
    const object = objectOf(labels);
    const namespace = object?.namespace ?? namespaceOf(labels) ?? "";
    return { cluster: labels.cluster ?? "", namespace, because: `alert ${name}`, ...(object && { object }) };
  });
  return [...new Map(targets.map((target) => [JSON.stringify(target), target])).values()].slice(0, MAX_TARGETS);
}

async function alertsOf(reader: AlertmanagerReader, signal: AbortSignal): Promise<HeldAlert[]> {
  try {
    return await reader.alerts([], signal);
  } catch (error) {
    if (error instanceof SitrepError) return []; // collect reports it
    throw error;
  }
}
