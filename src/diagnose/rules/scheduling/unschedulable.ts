import type { Pod } from "../../../core/kubernetes/pod.ts";
import { once } from "../../../core/once.ts";
import { timeOf } from "../../../core/time.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { changedLast } from "./changed-last.ts";
import { agrees, decide } from "./decide.ts";
import { furthest, reasonsIn } from "./message.ts";
import { fitNodes, type NodeFit } from "./node-fit.ts";
import type { Requirement } from "./requirement.ts";
import { type Standing, standingAmong } from "./standing.ts";
import { withTold } from "./told-fit.ts";

/** Pods of a workload that no node takes, and the requirement whose removal would make one fit. */
export interface Unschedulable {
  workload: WorkloadView;
  pod: Pod;
  pods: number;
  /** The scheduler's words. */
  message: string;
  since: string | null;
  requirement: Requirement;
  /** Nodes that would take the pod if it were not for that; empty when the nodes were not seen. */
  fits: readonly NodeFit[];
  /** Nodes that were no choice before the trouble either. */
  standing: readonly Standing[];
  /** Was it worked out, or is it the only reason given? Else it was chosen among several that the message names. */
  sure: boolean;
}

/** The scheduler tries again within seconds, and room comes free while a rollout goes on. */
export const GRACE_MS = 30_000;

/** Worked out once a situation: a dozen rules ask. */
export const unschedulable = once((situation: Situation): readonly Unschedulable[] =>
  situation.workloads.flatMap((workload) => stuckPods(situation, workload) ?? []),
);

function stuckPods(situation: Situation, workload: WorkloadView): Unschedulable | undefined {
  const stuck = workload.pods.flatMap((pod) => {
    const refused = pod.spec?.nodeName ? undefined : refusal(situation, pod);
    return refused && !isNew(refused.since, situation.now) ? [{ pod, ...refused }] : [];
  });
  const [first] = stuck;
  const decided = first && settle(situation, workload, first);
  return first && decided && { workload, pods: stuck.length, ...first, ...decided };
}

function isNew(since: string | null, now: number): boolean {
  const began = timeOf(since);
  return began !== undefined && now - began < GRACE_MS;
}

/** The condition has the whole message, the event only its first 1,024 bytes. */
function refusal(situation: Situation, pod: Pod): { message: string; since: string | null } | undefined {
  const condition = pod.status?.conditions?.find(({ type }) => type === "PodScheduled");
  if (condition?.status === "True" || condition?.reason === "SchedulingGated") return undefined;
  if (condition?.message) return { message: condition.message, since: condition.lastTransitionTime ?? null };
  const event = situation.events.of(refOf(pod)).find(({ reason }) => reason === "FailedScheduling");
  return event && { message: event.message, since: event.first ? new Date(event.first).toISOString() : null };
}

function settle(
  situation: Situation,
  workload: WorkloadView,
  { pod, message, since }: Pick<Unschedulable, "pod" | "message" | "since">,
): Pick<Unschedulable, "requirement" | "fits" | "standing" | "sure"> | undefined {
  const told = reasonsIn(message);
  const fits = told.size > 0 ? withTold(fitNodes(situation, pod), told) : [];
  const standing = standingAmong(fits, situation, since);
  const candidates = fits.filter((fit) => !standing.some((item) => item.fit === fit));
  const worked = agrees(fits, told) ? decide(candidates) : undefined;
  if (worked) return { ...changedLast(worked, situation, workload), standing, sure: true };
  const requirement = furthest(told);
  return requirement && { requirement: byLabels(requirement, pod), fits: [], standing: [], sure: told.size === 1 };
}

/** The scheduler has one message for both ways to ask for labels. */
function byLabels(requirement: Requirement, { spec }: Pod): Requirement {
  return requirement === "node-affinity" && spec?.nodeSelector && !spec.affinity?.nodeAffinity
    ? "node-selector"
    : requirement;
}
