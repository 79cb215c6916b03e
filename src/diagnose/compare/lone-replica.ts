import type { Pod } from "../../core/kubernetes/pod.ts";
import { once } from "../../core/once.ts";
import { timeOf } from "../../core/time.ts";
import { linksIn, NOT_REACHED } from "../graph/links.ts";
import { isReady } from "../situation/pod.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { logs, type PodState, podStates, talks } from "./pod-state.ts";
import { siblingsOf } from "./revision.ts";

/** The one pod of a workload that fails, while siblings of the same revision work. */
export interface LoneReplica {
  workload: WorkloadView;
  pod: Pod;
  state: PodState;
  siblings: readonly Pod[];
}

/** Made this much later than its siblings, a pod may be the first to meet what changed since: configuration, an image's tag. */
const LATER_MS = 5 * 60_000;

export function isNewest({ pod, siblings }: LoneReplica): boolean {
  const made = (item: Pod) => timeOf(item.metadata.creationTimestamp) ?? 0;
  return made(pod) > Math.max(...siblings.map(made)) + LATER_MS;
}

/** One sibling that works may be the odd one as well. */
const MIN_SIBLINGS = 2;

export const loneReplicas = once((situation: Situation): readonly LoneReplica[] => {
  const states = podStates(situation);
  const failing = situation.workloads.flatMap((workload): LoneReplica[] => {
    const [pod, ...others] = workload.pods.filter((item) => states.get(item) !== "works");
    const state = pod && states.get(pod);
    if (!pod || others.length > 0 || state === undefined || state === "other") return [];
    const siblings = siblingsOf(pod, workload.pods).filter((item) => state !== "cut-off" || logs(item, situation));
    return siblings.length >= MIN_SIBLINGS ? [{ workload, pod, state, siblings }] : [];
  });
  return [...failing, ...badEndpoints(situation)];
});

/** Fewer complaints than this may all be of one pod by chance. */
const MIN_COMPLAINTS = 5;

/** The one pod behind a Service that all complaints of callers name by its address, while as many others are ready. */
function badEndpoints(situation: Situation): LoneReplica[] {
  const named = linksIn(situation).flatMap(({ peer, caller, clue }) => {
    const pod = situation.ips.pod(clue.entities.ip ?? clue.entities.host ?? "");
    const counts = NOT_REACHED.has(clue.class) || clue.class === "upstream-error";
    return pod && caller && peer.workload && caller !== peer.workload && counts
      ? [{ pod, workload: peer.workload, count: clue.recent }]
      : [];
  });
  return [...Map.groupBy(named, ({ workload }) => workload)].flatMap(([workload, complaints]): LoneReplica[] => {
    const [pod, ...others] = new Set(complaints.map((complaint) => complaint.pod));
    const count = complaints.reduce((sum, complaint) => sum + complaint.count, 0);
    if (!pod || others.length > 0 || count < MIN_COMPLAINTS || !workload.pods.every(isReady)) return [];
    const siblings = siblingsOf(pod, workload.pods);
    return siblings.length >= MIN_SIBLINGS ? [{ workload, pod, state: "unreached", siblings }] : [];
  });
}

/** One replica alone that misses what its siblings reach tells of itself, and not of what it calls. */
export function isCutOffAlone(situation: Situation, caller: WorkloadView): boolean {
  return loneReplicas(situation).some(({ workload, state }) => workload === caller && state === "cut-off");
}

/** The only pod of its revision that logs something, when these pods do and siblings that work and log do not. */
export function loneSpeaker(
  situation: Situation,
  { pods }: WorkloadView,
  names: ReadonlySet<string>,
): { pod: Pod; siblings: readonly Pod[] } | undefined {
  const [pod, ...others] = pods.filter(({ metadata }) => names.has(metadata.name));
  if (!pod || others.length > 0) return undefined;
  const siblings = siblingsOf(pod, pods).filter((item) => podStates(situation).get(item) === "works");
  return siblings.length >= MIN_SIBLINGS && siblings.every((item) => talks(item, situation))
    ? { pod, siblings }
    : undefined;
}
