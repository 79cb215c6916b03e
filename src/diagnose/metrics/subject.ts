import type { Node } from "../../core/kubernetes/node.ts";
import type { Pod } from "../../core/kubernetes/pod.ts";
import type { Service } from "../../core/kubernetes/service.ts";
import { keyOf } from "../../core/object.ts";
import type { Observed } from "../situation/observed.ts";
import type { WorkloadView } from "../situation/workload.ts";

/** What a series is about, as far as its labels lead to something that was observed. */
export interface Subject {
  workload?: WorkloadView;
  pod?: Pod;
  node?: Node;
}

type Labels = Record<string, string>;

/** Names of things, each with every bearer: a series without a namespace means a name only when one bears it. */
export interface Names {
  workloads: ReadonlyMap<string, readonly WorkloadView[]>;
  pods: ReadonlyMap<string, readonly Pod[]>;
  services: ReadonlyMap<string, readonly Service[]>;
  /** Nodes by name and by address. */
  nodes: ReadonlyMap<string, Node>;
}

export function namesIn(situation: Observed): Names {
  const nodes = situation
    .all("Node")
    .flatMap((node) =>
      [node.metadata.name, ...(node.status?.addresses ?? []).map(({ address }) => address)].map(
        (name) => [name, node] as const,
      ),
    );
  return {
    workloads: Map.groupBy(situation.workloads, ({ ref }) => ref.name),
    pods: Map.groupBy(situation.all("Pod"), ({ metadata }) => metadata.name),
    services: Map.groupBy(situation.all("Service"), ({ metadata }) => metadata.name),
    nodes: new Map(nodes),
  };
}

/** Labels that may name the program where none names an object, in this order. */
const LOOSE = ["workload", "service", "app", "job"];

export function subjectOf(labels: Labels, names: Names, situation: Observed): Subject {
  const hosts = [labels.node, labels.instance?.replace(/:\d+$/, ""), labels.host, labels.hostname, labels.host_name];
  const node = hosts.map((host) => names.nodes.get(host ?? "")).find((found) => found !== undefined);
  const pod = only(names.pods.get(labels.pod ?? ""), labels.namespace, ({ metadata }) => metadata.namespace);
  const workload = pod
    ? situation.workload(situation.ownerOf(pod))
    : (named(ownerName(labels.pod), labels.namespace, names, situation) ??
      LOOSE.map((label) => named(labels[label], labels.namespace, names, situation)).find(Boolean));
  return { ...(workload && { workload }), ...(pod && { pod }), ...(node && { node }) };
}

/** The workload that a plain name means: itself, or the only one behind the Service of that name. */
export function named(
  name: string | undefined,
  namespace: string | undefined,
  names: Names,
  situation: Observed,
): WorkloadView | undefined {
  if (!name) return undefined;
  const plain = name.split(".")[0] ?? name;
  const direct = only(
    names.workloads.get(plain)?.filter(({ ref }) => ref.kind !== "Pod"),
    namespace,
    ({ ref }) => ref.namespace,
  );
  if (direct) return direct;
  const service = only(names.services.get(plain), namespace, ({ metadata }) => metadata.namespace);
  const owners = service ? situation.backends(service).selected.map((pod) => situation.ownerOf(pod)) : [];
  const [owner] = owners;
  return owner && new Set(owners.map(keyOf)).size === 1 ? situation.workload(owner) : undefined;
}

function only<T>(
  bearers: readonly T[] | undefined,
  namespace: string | undefined,
  namespaceOf: (bearer: T) => string | undefined,
): T | undefined {
  const there = (bearers ?? []).filter((bearer) => namespace === undefined || namespaceOf(bearer) === namespace);
  return there.length === 1 ? there[0] : undefined;
}

/** The owner's name in a generated pod name: the alphabet is that of apimachinery's `util/rand`. */
function ownerName(pod: string | undefined): string | undefined {
  return pod?.replace(/(?:-[bcdfghjklmnpqrstvwxz2456789]{6,10})?-(?:[bcdfghjklmnpqrstvwxz2456789]{5}|\d+)$/, "");
}
