import { type Missing, missing } from "../../../core/missing.ts";
import { lackOf } from "../listing.ts";
import type { KubernetesReader } from "../reader.ts";

/** Namespaces looked into when the question is about the cluster. */
const MAX_NAMESPACES = 12;
const MAX_WARNINGS = 2_000;
/** Nobody's services. */
const IDLE = /^kube-(?:public|node-lease)$/;

export interface Troubled {
  names: string[];
  /** What could not be learned of the others. */
  lacks: Missing[];
}

/** Namespaces with pods that are not well or warnings, the most first; without any, all that may be listed. */
export async function troubledNamespaces(reader: KubernetesReader, signal: AbortSignal): Promise<Troubled> {
  const [failing, warnings, all] = await Promise.all([
    reader.failingPods(undefined, signal),
    reader.list("Event", { fieldSelector: "type=Warning", max: MAX_WARNINGS }, signal),
    reader.list("Namespace", { metadataOnly: true }, signal),
  ]);
  const score = new Map<string, number>();
  const add = (namespace: string, points: number) => score.set(namespace, (score.get(namespace) ?? 0) + points);
  for (const { namespace, pods } of failing.groups) add(namespace, pods.length);
  for (const { metadata } of warnings.items) add(metadata.namespace ?? "", 0.01);
  const worst = [...score].sort(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([namespace]) => namespace);
  const names = worst.length > 0 ? worst : all.items.map(({ metadata }) => metadata.name).sort();
  const busy = names.filter((name) => name !== "" && !IDLE.test(name));
  const left = busy.slice(MAX_NAMESPACES);
  const lacks = [
    ...lackOf("pods of the cluster", failing),
    ...lackOf("Warning events of the cluster", warnings),
    ...lackOf("namespaces", all, worst.length === 0),
    // Trouble in so many others is told only as trouble; where there is none, their pods were still looked at.
    ...left.map((name) => missing(name, "limited", `${MAX_NAMESPACES} namespaces are looked into`, worst.length > 0)),
  ];
  return { names: busy.slice(0, MAX_NAMESPACES), lacks };
}
