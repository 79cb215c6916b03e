import { isCalled, nameOf, RESOURCES, type Resource } from "../kinds.ts";
import type { KubernetesReader } from "../reader.ts";

/** Nobody looks for these by name. */
const PASSING = new Set(["Event", "ControllerRevision"]);
const ASKED = RESOURCES.filter(({ kind }) => !PASSING.has(kind));

/** The kind that a word before a name means, of those that every cluster has: `deploy`, `hpa`, `nodes`. */
export function kindCalled(type: string): string | undefined {
  return ASKED.find((resource) => isCalled(resource, type))?.kind;
}

/** The same of what operators brought; the cluster is asked for its kinds. `undefined` too when it does not tell. */
export async function customKindCalled(
  reader: KubernetesReader,
  type: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const served: readonly Resource[] = await reader.kinds(signal).catch(() => []);
  const found = served.find((resource) => isCalled(resource, type));
  return found && nameOf(found);
}
