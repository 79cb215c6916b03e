import type { Step } from "../../../core/finding.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { type Draft, defineRule, look, type Rule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import { preemptionOf } from "./preemption.ts";
import type { Requirement } from "./requirement.ts";
import { type Unschedulable, unschedulable } from "./unschedulable.ts";

/** Nodes that are shown one by one. */
const SHOWN = 4;

/** A rule about pods that find no node because of one requirement. */
interface ScheduleRule extends Pick<Rule, "meaning" | "remedy" | "disproof" | "dependent"> {
  requirement: Requirement;
  specificity?: number;
  title(stuck: Unschedulable): string;
  /** What a person would change, where it is not the workload. */
  object?(stuck: Unschedulable): ObjectRef | undefined;
  next?(stuck: Unschedulable): readonly Step[];
}

export function scheduleRule({ requirement, specificity = 8, title, object, next, ...told }: ScheduleRule): Rule {
  return defineRule({
    ...told,
    code: `unschedulable-${requirement}`,
    family: "scheduling",
    role: "cause",
    severity: "critical",
    specificity,
    needs: "The PodScheduled condition or a FailedScheduling event; the pod is tried on every node that was seen.",
    check: (situation) =>
      unschedulable(situation)
        .filter((stuck) => stuck.requirement === requirement && !preemptionOf(situation, stuck.workload))
        .map((stuck) => draft(stuck, title(stuck), object?.(stuck), next?.(stuck))),
  });
}

function draft(stuck: Unschedulable, title: string, object?: ObjectRef, next?: readonly Step[]): Draft {
  const { workload, pod, pods, message, since, sure } = stuck;
  return {
    object: object ?? workload.ref,
    affects: [workload.ref],
    title,
    confidence: sure ? "high" : "medium",
    since,
    severity: workload.pods.some(isReady) ? "warning" : "critical",
    evidence: [
      cite.object(refOf(pod), `${pods} pods of ${workload.ref.name} find no node: ${message}`, {}, since),
      ...stuck.fits.slice(0, SHOWN).map(({ node, lacks }) => {
        const { name } = node.metadata;
        return cite.object(refOf(node), `node ${name} ${[...lacks.values()].join(", ")}`);
      }),
    ],
    next: next ?? [look("Compare with what the nodes offer", "kubectl describe nodes")],
  };
}

/** The names of the nodes that decide, for a title. */
export function nodeNames({ fits }: Unschedulable): string[] {
  return fits.map(({ node }) => node.metadata.name).sort();
}
