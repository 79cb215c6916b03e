import type { EndpointSlice, Endpoints, Pod, Service } from "../../core/kubernetes.ts";
import { keyOf, type ObjectRef } from "../../core/object.ts";
import type { Alert, LogStream, Observations, Series } from "../../core/observation.ts";
import { timeOf } from "../../core/time.ts";
import { buildGraph, type Graph } from "../graph/graph.ts";
import { observedReferences, type Reference, referencesOf } from "../graph/references.ts";
import { type CurrentClue, currentClues } from "../logs/current.ts";
import { callsIn } from "../metrics/calls.ts";
import { type Rollout, rolloutsIn } from "./changes.ts";
import { type EventIndex, type EventView, indexEvents } from "./events.ts";
import { type IpIndex, indexIps } from "./ip-index.ts";
import { indexObjects, type ObjectIndex, refOf } from "./object-index.ts";
import { selects } from "./selector.ts";
import { topOwner, type WorkloadView, workloadsIn } from "./workload.ts";

/** Everything that was observed, indexed once. What a rule may ask. */
export interface Situation extends ObjectIndex {
  /** "Now", ms since the epoch: the capture's time when one is replayed. */
  now: number;
  workloads: readonly WorkloadView[];
  workload(ref: ObjectRef): WorkloadView | undefined;
  /** The workload a pod belongs to (itself for a pod that nobody owns). */
  ownerOf(pod: Pod): ObjectRef;
  events: EventIndex;
  /** Events about a workload, its ReplicaSets or Jobs, and its pods; latest first. */
  eventsOf(workload: WorkloadView): readonly EventView[];
  services(workload: WorkloadView): readonly Service[];
  backends(service: Service): Backends;
  /** Addresses in the workload's configuration. */
  references(workload: WorkloadView): readonly Reference[];
  /** Newest first; empty when the cluster keeps no history. */
  rollouts(ref: ObjectRef): readonly Rollout[];
  logs(pod: Pod, container?: string): readonly LogStream[];
  allLogs: readonly LogStream[];
  /** What the logs of the workload's pods say is wrong now, what explains most first. */
  clues(workload: WorkloadView): readonly CurrentClue[];
  /** Workloads whose configuration or logs name this Service. */
  callers(service: Service): readonly WorkloadView[];
  /** Workloads whose pods this Service selects. */
  behind(service: Service): readonly WorkloadView[];
  ips: IpIndex;
  /** Pods that are bound to this node, finished ones too. */
  podsOn(node: string): readonly Pod[];
  series: readonly Series[];
  alerts: readonly Alert[];
  graph: Graph;
}

/** A situation before its graph is drawn. */
export type Unlinked = Omit<Situation, "graph">;

/** What the cluster routes a Service to, as EndpointSlices (or Endpoints) say. `known` is false when neither was seen. */
export interface Backends {
  known: boolean;
  ready: number;
  notReady: number;
  /** Pods whose labels the selector matches, living or not. */
  selected: readonly Pod[];
}

/** A cluster's observations as one situation. Pure; linear in objects but for selectors, which are tried per namespace. */
export function situate(observations: Observations, now: string): Situation {
  const index = indexObjects(observations.objects, observations.unlisted);
  const workloads = workloadsIn(index);
  const byKey = new Map(workloads.map((workload) => [keyOf(workload.ref), workload]));
  const references = new Map(workloads.map((workload) => [keyOf(workload.ref), referencesOf(workload, index)]));
  const events = indexEvents(index.all("Event"));
  const rollouts = rolloutsIn(index);
  const logs = Map.groupBy(observations.logs, ({ namespace, pod }) => `${namespace}/${pod}`);
  const logsOf = (pod: Pod, container?: string) =>
    (logs.get(`${pod.metadata.namespace}/${pod.metadata.name}`) ?? []).filter(
      (s) => container === undefined || s.container === container,
    );
  const ips = indexIps(index);
  const byNode = Map.groupBy(index.all("Pod"), ({ spec }) => spec?.nodeName ?? "");
  const logTime = newestLine(observations.logs, Date.parse(now));
  const clues = once((workload: WorkloadView) => currentClues(workload, logsOf, logTime));
  const calls = new Map(
    workloads.map((workload) => {
      const key = keyOf(workload.ref);
      return [key, [...(references.get(key) ?? []), ...observedReferences(workload, clues(workload), index, ips)]];
    }),
  );
  const callers = callersIn(workloads, calls);
  const byNamespace = Map.groupBy(workloads, ({ ref }) => ref.namespace);
  const slices = Map.groupBy(
    index.all("EndpointSlice"),
    ({ metadata }) => `${metadata.namespace}/${metadata.labels?.["kubernetes.io/service-name"]}`,
  );
  const seen: Unlinked = {
    ...index,
    now: Date.parse(now),
    workloads,
    workload: (ref) => byKey.get(keyOf(ref)),
    ownerOf: (pod) => topOwner(index, pod),
    events,
    eventsOf: (workload) => eventsOf(workload, index, events),
    services: once(({ ref, template }) =>
      index.all("Service", ref.namespace).filter(({ spec }) => selects(spec?.selector, template.metadata?.labels)),
    ),
    backends: once((service) => backends(service, index, slices)),
    references: ({ ref }) => references.get(keyOf(ref)) ?? [],
    rollouts: (ref) => rollouts.get(keyOf(ref)) ?? [],
    logs: logsOf,
    allLogs: observations.logs,
    clues,
    callers: (service) => callers.get(keyOf(refOf(service))) ?? [],
    behind: once((service) => behind(service, byNamespace, index, byKey)),
    ips,
    podsOn: (node) => byNode.get(node) ?? [],
    series: observations.series,
    alerts: observations.alerts,
  };
  return Object.assign(seen, { graph: buildGraph(index, workloads, calls, callsIn(seen)) });
}

/** "Now" as the logs know it: they may have been read some time before the capture was closed. */
function newestLine(streams: readonly LogStream[], now: number): number {
  const times = streams.flatMap(({ lines }) => timeOf(lines.at(-1)?.at) ?? []);
  const newest = times.reduce((a, b) => Math.max(a, b), 0);
  return newest > 0 ? Math.min(newest, now) : now;
}

/** The function, asked once per object. */
function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

function callersIn(
  workloads: readonly WorkloadView[],
  references: ReadonlyMap<string, readonly Reference[]>,
): Map<string, WorkloadView[]> {
  const callers = new Map<string, WorkloadView[]>();
  for (const workload of workloads)
    for (const { service } of references.get(keyOf(workload.ref)) ?? []) {
      if (!service) continue;
      const key = keyOf(refOf(service));
      const known = callers.get(key) ?? [];
      if (!known.includes(workload)) callers.set(key, [...known, workload]);
    }
  return callers;
}

/** By the template's labels; where controllers add labels to pods, by the pods'. */
function behind(
  service: Service,
  byNamespace: ReadonlyMap<string, readonly WorkloadView[]>,
  index: ObjectIndex,
  byKey: ReadonlyMap<string, WorkloadView>,
): WorkloadView[] {
  const { selector } = service.spec ?? {};
  const neighbours = byNamespace.get(service.metadata.namespace ?? "") ?? [];
  const own = neighbours.filter(({ template }) => selects(selector, template.metadata?.labels));
  if (own.length > 0) return own;
  const pods = index
    .all("Pod", service.metadata.namespace ?? "")
    .filter(({ metadata }) => selects(selector, metadata.labels));
  const owners = pods.flatMap((pod) => byKey.get(keyOf(topOwner(index, pod))) ?? []);
  return [...new Set(owners)];
}

function eventsOf({ ref, allPods }: WorkloadView, index: ObjectIndex, events: EventIndex): EventView[] {
  const owned = ["ReplicaSet", "Job"]
    .flatMap((kind) => index.other(kind, ref.namespace))
    .filter((item) => item.metadata.ownerReferences?.some(({ name, kind }) => name === ref.name && kind === ref.kind));
  const refs = [ref, ...owned.map(refOf), ...(ref.kind === "Pod" ? [] : allPods.map(refOf))];
  return refs.flatMap((item) => events.of(item)).sort((a, b) => b.at - a.at);
}

function backends(
  service: Service,
  index: ObjectIndex,
  slicesByService: ReadonlyMap<string, readonly EndpointSlice[]>,
): Backends {
  const namespace = service.metadata.namespace ?? "";
  const name = service.metadata.name;
  const selected = index.all("Pod", namespace).filter((pod) => selects(service.spec?.selector, pod.metadata.labels));
  const slices = slicesByService.get(`${service.metadata.namespace}/${name}`) ?? [];
  if (slices.length > 0 || index.lists("EndpointSlice")) return { known: true, selected, ...countSlices(slices) };
  const endpoints = index.find("Endpoints", namespace, name);
  return { known: endpoints !== undefined || index.lists("Endpoints"), selected, ...countEndpoints(endpoints) };
}

/** A missing `ready` means ready (discovery/v1). A dual-stack Service has a slice per family: the larger count is taken. */
function countSlices(slices: readonly EndpointSlice[]): { ready: number; notReady: number } {
  const families = [...Map.groupBy(slices, ({ addressType }) => addressType ?? "").values()].map((family) => {
    const all = family.flatMap(({ endpoints }) => endpoints ?? []);
    const ready = all.filter(({ conditions }) => conditions?.ready !== false).length;
    return { ready, notReady: all.length - ready };
  });
  return families.sort((a, b) => b.ready + b.notReady - a.ready - a.notReady)[0] ?? { ready: 0, notReady: 0 };
}

function countEndpoints(endpoints: Endpoints | undefined): { ready: number; notReady: number } {
  const subsets = endpoints?.subsets ?? [];
  return {
    ready: subsets.flatMap(({ addresses }) => addresses ?? []).length,
    notReady: subsets.flatMap(({ notReadyAddresses }) => notReadyAddresses ?? []).length,
  };
}
