import type { Evidence } from "../../../core/evidence.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import { keyOf, type ObjectRef, shortName } from "../../../core/object.ts";
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
  // One command reads one namespace: those of the first user's.
  const shown = users.filter(({ namespace }) => namespace === users[0]?.namespace).slice(0, SHOWN);
  const [first, ...more] = shown.flatMap((user) => naming(situation, user, service));
  if (!first) return [];
  const left = users.length - shown.length;
  const names = shown.map(shortName).join(", ");
  return [
    cite.objects(
      unique([first, ...more]),
      refOf(service),
      `Service ${service.metadata.name} is used by ${names}${left > 0 ? ` and ${left} more` : ""}`,
    ),
  ];
}

/** So many users show that it is used. */
const SHOWN = 4;

/** The user, and the config map that names the Service where its own template does not. */
function naming(situation: Situation, user: ObjectRef, service: Service): ObjectRef[] {
  const workload = situation.workload(user);
  const reference = workload && situation.references(workload).find((it) => it.service === service);
  return [user, ...(reference ? [reference.holder] : [])];
}

function unique([first, ...more]: readonly [ObjectRef, ...ObjectRef[]]): readonly [ObjectRef, ...ObjectRef[]] {
  const others = new Map(more.map((ref) => [keyOf(ref), ref]));
  others.delete(keyOf(first));
  return [first, ...others.values()];
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

/** The selector, and the empty list of pods that it selects. */
export function selectsNoPod(service: Service): [Evidence, Evidence] {
  const [ref, selector] = [refOf(service), selectorText(service.spec?.selector)];
  return [
    cite.object(ref, `Service ${ref.name} selects ${selector}`),
    cite.noPods(ref, selector, `no pod in namespace ${ref.namespace} has ${selector}`),
  ];
}
