import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { Missing } from "../../../core/missing.ts";
import type { Collected, Scope } from "../../../core/observation.ts";
import type { KubernetesReader } from "../reader.ts";
import { calledNamespaces, webhookNamespaces } from "./called-namespaces.ts";
import { listExtensions } from "./custom-resources.ts";
import { logsElsewhere, logsOfTargets } from "./logs.ts";
import { listNamed } from "./named-elsewhere.ts";
import { neighbours } from "./neighbours.ts";
import { replay } from "./replay.ts";
import { collected, missingOf, unlistedOf } from "./report.ts";
import { wantedRights } from "./rights.ts";
import { servingNamespaces } from "./serving-namespaces.ts";
import { troubledNamespaces } from "./troubled-namespaces.ts";
import { unique } from "./unique.ts";
import { type Asked, listEach, objectsOf, type Want } from "./want.ts";
import { wantedFirst, wantedNext, wantedOfCalled, wantedOfWebhook } from "./wanted-kinds.ts";

/** Calls are followed this far, into so many other namespaces. */
const MAX_HOPS = 2;
const MAX_CALLED = 6;

/**
 * Facts about the targets: everything in their namespaces, what those call in others, the cluster-wide objects they rest
 * on, and logs of what is in trouble. A whole cluster is asked for its failing pods first. When the deadline passes, what
 * arrived is told, and what did not is in the report and in `unlisted`.
 */
export async function collectFacts(reader: KubernetesReader, scope: Scope, signal: AbortSignal): Promise<Collected> {
  const began = performance.now();
  if (reader.recording) return replay(reader.recording, scope, began, signal);
  const named = [...new Set(scope.targets.map(({ namespace }) => namespace))].filter(Boolean);
  const { names: namespaces, lacks } =
    named.length > 0 ? { names: named, lacks: NONE } : await troubledNamespaces(reader, signal);
  const custom = listExtensions(reader, namespaces, signal);
  custom.catch(() => undefined); // awaited below, where it fails
  const first = await listEach(reader, wantedFirst(namespaces), signal);
  const [own, asked] = await Promise.all([
    logsOfTargets(reader, objectsIn(first), namespaces, signal),
    listAround(reader, namespaces, first, custom, signal),
  ]);
  const others = await logsElsewhere(reader, objectsIn(asked), namespaces, signal);
  const logs = [...own.streams, ...others.streams];
  asked.push(...(await listEach(reader, wantedRights(scope, namespaces, objectsIn(asked), logs), signal)));
  const objects = objectsIn(asked);
  const unlisted = unlistedOf(asked);
  return {
    observations: { objects, logs, unlisted },
    report: collected(
      {
        objects,
        logs: logs.length,
        lacks: [...lacks, ...missingOf(asked), ...own.missing, ...others.missing],
        unlisted,
        answered: asked.some(({ listing }) => listing.status === "ok" || listing.items.length > 0),
      },
      scope,
      began,
    ),
  };
}
const NONE: readonly Missing[] = [];

function objectsIn(asked: readonly Asked[]): KubeObject[] {
  return unique(asked.flatMap(({ listing }) => listing.items));
}

async function listAround(
  reader: KubernetesReader,
  namespaces: readonly string[],
  first: readonly Asked[],
  custom: Promise<Asked[]>,
  signal: AbortSignal,
): Promise<Asked[]> {
  const list = (wants: readonly Want[]) => listEach(reader, wants, signal);
  const [next, extensions] = await Promise.all([list(wantedNext(namespaces)), custom]);
  const asked = [...first, ...next, ...extensions];
  const known = objectsOf(asked, "Namespace").map(({ metadata }) => metadata.name);
  const seen = new Set(namespaces);
  let found = asked;
  for (let hop = 0; hop < MAX_HOPS && found.length > 0; hop++) {
    const wanted = [...servingNamespaces(found, known), ...calledNamespaces(found)];
    const called = wanted.filter((name, i) => known.includes(name) && !seen.has(name) && wanted.indexOf(name) === i);
    const next = called.slice(0, MAX_CALLED + namespaces.length - seen.size);
    for (const name of next) seen.add(name);
    found = await list(next.flatMap(wantedOfCalled));
    asked.push(...found);
  }
  const webhooks = webhookNamespaces(asked).filter((name) => known.includes(name) && !seen.has(name));
  const [around, named] = await Promise.all([
    list([...neighbours(asked, namespaces), ...webhooks.slice(0, MAX_CALLED).flatMap(wantedOfWebhook)]),
    listNamed(reader, objectsIn(asked), namespaces, signal),
  ]);
  return [...asked, ...around, ...named];
}
