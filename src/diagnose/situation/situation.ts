import type { Pod } from "../../core/kubernetes/pod.ts";
import type { Service } from "../../core/kubernetes/service.ts";
import { keyOf } from "../../core/object.ts";
import type { Observations } from "../../core/observation.ts";
import { once } from "../../core/once.ts";
import { eachOnce } from "../alerts/each-once.ts";
import { buildGraph, type Graph } from "../graph/graph.ts";
import { observedReferences } from "../graph/observed-references.ts";
import { type Reference, referencesOf } from "../graph/references.ts";
import { currentClues } from "../logs/current.ts";
import { tellingLines } from "../logs/salience/telling.ts";
import { callsIn } from "../metrics/calls.ts";
import { backendsOf } from "./backends.ts";
import { rolloutsIn } from "./changes.ts";
import { type EventIndex, type EventView, indexEvents } from "./events.ts";
import { indexIps } from "./ip-index.ts";
import { indexLabels, indexSelectors, type Selected } from "./labelled.ts";
import { logClock } from "./log-clock.ts";
import { indexObjects, type ObjectIndex, refOf } from "./object-index.ts";
import type { Observed } from "./observed.ts";
import { topOwner, type WorkloadView, workloadsIn } from "./workload.ts";

/** What a rule may ask: what was observed, and what depends on what. */
export interface Situation extends Observed {
  graph: Graph;
}

/** A cluster's observations as one situation. Pure; linear in objects but for selectors, which are tried per namespace. */
export function situate(observations: Observations, now: string, question = ""): Situation {
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
  const logTime = logClock(observations, index, Date.parse(now));
  const clues = once((workload: WorkloadView) => currentClues(workload, logsOf, logTime));
  const calls = new Map(
    workloads.map((workload) => {
      const key = keyOf(workload.ref);
      const streams = workload.pods.flatMap((pod) => logsOf(pod));
      const observed = observedReferences(workload, clues(workload), streams, index, ips);
      return [key, [...(references.get(key) ?? []), ...observed]];
    }),
  );
  const callers = callersIn(workloads, calls);
  const podsWith = indexLabels(index.all("Pod"), ({ metadata }) => ({
    namespace: metadata.namespace ?? "",
    labels: metadata.labels,
  }));
  const workloadsWith = indexLabels(workloads, ({ ref, template }) => ({
    namespace: ref.namespace,
    labels: template.metadata?.labels,
  }));
  const selecting = indexSelectors(index.all("Service"));
  const services = once(({ ref, template }: WorkloadView) => selecting(ref.namespace, template.metadata?.labels));
  const slices = Map.groupBy(
    index.all("EndpointSlice"),
    ({ metadata }) => `${metadata.namespace}/${metadata.labels?.["kubernetes.io/service-name"]}`,
  );
  const seen: Observed = {
    ...index,
    now: Date.parse(now),
    question,
    workloads,
    workload: (ref) => byKey.get(keyOf(ref)),
    ownerOf: (pod) => topOwner(index, pod),
    events,
    eventsOf: once((workload) => eventsOf(workload, index, events)),
    services,
    backends: once((service) => backendsOf(service, index, podsWith, slices)),
    references: ({ ref }) => references.get(keyOf(ref)) ?? [],
    rollouts: (ref) => rollouts.get(keyOf(ref)) ?? [],
    logs: logsOf,
    allLogs: observations.logs,
    clues,
    telling: once((workload) => tellingLines(workload, logsOf, logTime)),
    callers: (service) => callers.get(keyOf(refOf(service))) ?? [],
    behind: once((service) => behind(service, workloadsWith, podsWith, index, byKey)),
    ips,
    podsOn: (node) => byNode.get(node) ?? [],
    series: observations.series,
    alerts: eachOnce(observations.alerts),
  };
  return Object.assign(seen, { graph: buildGraph({ ...index, workloads, services }, calls, callsIn(seen)) });
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
  { spec, metadata: { namespace = "" } }: Service,
  workloadsWith: Selected<WorkloadView>,
  podsWith: Selected<Pod>,
  index: ObjectIndex,
  byKey: ReadonlyMap<string, WorkloadView>,
): readonly WorkloadView[] {
  const own = workloadsWith(namespace, spec?.selector);
  if (own.length > 0) return own;
  const owners = podsWith(namespace, spec?.selector).flatMap((pod) => byKey.get(keyOf(topOwner(index, pod))) ?? []);
  return [...new Set(owners)];
}

function eventsOf({ ref, allPods }: WorkloadView, index: ObjectIndex, events: EventIndex): EventView[] {
  const owned = [...index.owned("ReplicaSet", ref), ...index.owned("Job", ref)];
  const refs = [ref, ...owned.map(refOf), ...(ref.kind === "Pod" ? [] : allPods.map(refOf))];
  return refs.flatMap((item) => events.of(item)).sort((a, b) => b.at - a.at);
}
