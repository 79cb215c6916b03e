import type { Evidence } from "../../../core/evidence.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import { type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { linksIn } from "../../graph/links.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** Workloads, Ingresses and routes that send requests to this Service. */
export function usersOf(situation: Situation, service: Service): ObjectRef[] {
  const called = [refOf(service), ...situation.behind(service).map(({ ref }) => ref)];
  const edges = called
    .flatMap((ref) => situation.graph.outOf(ref))
    .filter(({ kind }) => kind === "called-by" || kind === "routed-to");
  return [...new Map(edges.map(({ to }) => [`${to.kind}/${to.namespace}/${to.name}`, to])).values()];
}

/** Who uses it, as evidence; nothing when nobody is known to. */
export function usage(situation: Situation, service: Service): Evidence[] {
  const users = usersOf(situation, service);
  if (users.length === 0) return [];
  const names = users.slice(0, 4).map(shortName).join(", ");
  return [
    cite.object(
      refOf(service),
      `Service ${service.metadata.name} is used by ${names}${users.length > 4 ? ` and ${users.length - 4} more` : ""}`,
    ),
  ];
}

/** Log lines of callers that fail to reach this Service. */
export function complaints(situation: Situation, service: Service): Evidence[] {
  return linksIn(situation)
    .filter(({ peer, caller }) => caller && peer.service === service)
    .slice(0, 3)
    .map(({ clue }) => cite.log(clue.stream, clue.line, clue.count));
}

/** The selector as kubectl takes it. */
export function selectorText(selector: Record<string, string> | undefined): string {
  return Object.entries(selector ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}
