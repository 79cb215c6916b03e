import type { Step } from "../../../core/finding.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { defineRule, type Rule } from "../../rule.ts";
import { preemptionOf } from "./preemption.ts";
import type { Requirement } from "./requirement.ts";
import { scheduleDraft } from "./schedule-draft.ts";
import { type Unschedulable, unschedulable } from "./unschedulable.ts";

/** A rule about pods that find no node because of one requirement. */
interface ScheduleRule extends Pick<Rule, "alerts" | "meaning" | "remedy" | "disproof" | "dependent"> {
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
        .map((stuck) => {
          const found = object?.(stuck);
          const draft = scheduleDraft(stuck, title(stuck), found, next?.(stuck));
          // The thing to change was not seen: the workload stands in for it.
          return object && !found && draft.confidence === "high" ? { ...draft, confidence: "medium" as const } : draft;
        }),
  });
}
