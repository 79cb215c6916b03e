import type { ObjectRef } from "../core/object.ts";
import type { Target } from "../core/target.ts";
import { requests } from "./metrics/requests.ts";
import type { Situation } from "./situation/situation.ts";
import type { WorkloadView } from "./situation/workload.ts";

/** How much was seen of what a question is about. */
export interface Looked {
  pods: number;
  logLines: number;
  events: number;
  series: number;
  /** Was anything seen of the requests to it: their rate, errors or latency? */
  requests: boolean;
  /** The namespaces that are asked about have neither a workload nor a Service. */
  nothing: boolean;
}

export function lookedAt(situation: Situation, targets: readonly Target[]): Looked {
  const workloads = partsOf(situation, targets);
  const pods = workloads.flatMap(({ allPods }) => allPods);
  const spaces = new Set(targets.map(({ namespace }) => namespace));
  const inside = (namespace: string) => spaces.has("") || spaces.has(namespace);
  return {
    pods: pods.length,
    logLines: pods.flatMap((pod) => situation.logs(pod)).reduce((sum, { lines }) => sum + lines.length, 0),
    events: targets.some(({ object }) => !object)
      ? situation.events.all.filter(({ namespace }) => inside(namespace)).length
      : workloads.flatMap((workload) => situation.eventsOf(workload)).length,
    series: situation.series.filter(({ labels }) => inside(labels.namespace ?? "")).length,
    nothing:
      targets.every(({ object }) => !object) &&
      workloads.length === 0 &&
      !situation.all("Service").some(({ metadata }) => inside(metadata.namespace ?? "")),
    requests: requests(situation).some(({ workload }) => workloads.includes(workload)),
  };
}

/** Where nothing runs under the name that is asked about, what runs beside it. */
function partsOf(situation: Situation, targets: readonly Target[]): WorkloadView[] {
  const named = situation.workloads.filter((item) => targets.some((target) => isPart(item, target, situation)));
  const around = targets.map(({ namespace }) => namespace);
  return named.length > 0 ? named : situation.workloads.filter(({ ref }) => around.includes(ref.namespace));
}

function isPart(workload: WorkloadView, { namespace, object }: Target, situation: Situation): boolean {
  if (!object) return namespace === "" || workload.ref.namespace === namespace;
  if (object.kind === "Node") return workload.allPods.some(({ spec }) => spec?.nodeName === object.name);
  return workload.ref.namespace === object.namespace && isOne(workload, object, situation);
}

/** The workload, one of its pods, or a Service that leads to it. */
function isOne(workload: WorkloadView, { kind, name }: ObjectRef, situation: Situation): boolean {
  if (kind === "Pod") return workload.allPods.some(({ metadata }) => metadata.name === name);
  if (kind === "Service") return situation.services(workload).some(({ metadata }) => metadata.name === name);
  return workload.ref.kind === kind && workload.ref.name === name;
}

/** `looked at 3 pods, 412 log lines, 12 events and 40 series` */
export function lookedText({ pods, logLines, events, series }: Looked): string {
  const parts = [
    count(pods, "pod"),
    count(logLines, "log line"),
    count(events, "event"),
    count(series, "series", "series"),
  ];
  return `looked at ${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n === 0 ? "no" : n.toLocaleString("en")} ${n === 1 ? one : many}`;
}
