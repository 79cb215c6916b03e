import type { Pod } from "../../../core/kubernetes.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import { isFinished } from "../../pod.ts";
import { type Draft, look } from "../../rule.ts";
import type { Situation } from "../../situation.ts";
import type { WorkloadView } from "../../workload.ts";
import { failedBy, type Requirement, requirementsIn } from "./requirements.ts";

/** A pod that no node takes, and the one requirement whose removal would make a node fit. */
export interface Unschedulable {
  workload: WorkloadView;
  pod: Pod;
  pods: number;
  message: string;
  since: string | null;
  requirement: Requirement;
}

const cache = new WeakMap<Situation, Unschedulable[]>();

/** Worked out once a situation: a dozen rules ask. */
export function unschedulable(situation: Situation): Unschedulable[] {
  const known = cache.get(situation);
  if (known) return known;
  const found = situation.workloads.flatMap((workload) => {
    const stuck = workload.pods.filter((pod) => !pod.spec?.nodeName && refusal(situation, pod) !== undefined);
    const [pod] = stuck;
    const refused = pod && refusal(situation, pod);
    if (!pod || !refused) return [];
    const requirement = decisive(situation, pod, refused.message);
    return requirement ? [{ workload, pod, pods: stuck.length, ...refused, requirement }] : [];
  });
  cache.set(situation, found);
  return found;
}

/** The condition has the whole message, the event only its first 1,024 bytes. */
function refusal(situation: Situation, pod: Pod): { message: string; since: string | null } | undefined {
  const condition = pod.status?.conditions?.find(
    ({ type, status, reason }) => type === "PodScheduled" && status === "False" && reason !== "SchedulingGated",
  );
  if (condition?.message) return { message: condition.message, since: condition.lastTransitionTime ?? null };
  const event = situation.events.of(refOf(pod)).find(({ reason }) => reason === "FailedScheduling");
  return event && { message: event.message, since: new Date(event.first).toISOString() };
}

/**
 * Nodes usually fail for different reasons. A requirement that is the only one some node fails decides; where the nodes
 * were not seen, or only the scheduler can tell, its message does: control-plane taints never decide against another reason.
 */
function decisive(situation: Situation, pod: Pod, message: string): Requirement | undefined {
  const told = requirementsIn(message);
  const failures = situation
    .all("Node")
    .map((node) => failedBy(pod, node, situation.podsOn(node.metadata.name).filter((other) => !isFinished(other))));
  const single = Map.groupBy(
    failures.filter(({ size }) => size === 1),
    ([only]) => only,
  );
  const [worked] = [...single]
    .filter(([only]) => only !== undefined && agrees(only, told))
    .sort((a, b) => b[1].length - a[1].length);
  if (worked?.[0]) return worked[0];
  const ranked = [...told]
    .filter(([requirement]) => told.size === 1 || (requirement !== "taint" && requirement !== "cordoned"))
    .sort((a, b) => b[1] - a[1]);
  const [most] = ranked[0] ?? [...told][0] ?? [];
  return most === "node-affinity" && pod.spec?.nodeSelector && !pod.spec.affinity?.nodeAffinity
    ? "node-selector"
    : most;
}

/** Nodes may have changed since the scheduler spoke: what it did not see is not the reason. */
function agrees(requirement: Requirement, told: ReadonlyMap<Requirement, number>): boolean {
  return told.has(requirement === "node-selector" ? "node-affinity" : requirement);
}

export function scheduleDrafts(
  situation: Situation,
  requirement: Requirement,
  title: (stuck: Unschedulable) => string,
): Draft[] {
  return unschedulable(situation)
    .filter((stuck) => stuck.requirement === requirement)
    .map((stuck) => ({
      object: stuck.workload.ref,
      title: title(stuck),
      confidence: "high",
      since: stuck.since,
      severity: stuck.workload.pods.length > stuck.pods ? "warning" : "critical",
      evidence: [
        cite.object(refOf(stuck.pod), `${stuck.pods} pods cannot be scheduled: ${stuck.message}`, {}, stuck.since),
      ],
      next: [look("Compare with what the nodes offer", "kubectl describe nodes")],
    }));
}
