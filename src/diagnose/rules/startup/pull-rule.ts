import type { Confidence, Step } from "../../../core/finding.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { defineRule, type Rule } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import { pullDraft } from "./pull-draft.ts";
import { failedPulls, type Pull } from "./pull-failure.ts";
import type { PullReason } from "./pull-reason.ts";

/** A rule about images that do not come, for one kind of reason. */
interface PullRule extends Pick<Rule, "code" | "meaning" | "remedy" | "disproof" | "dependent"> {
  reason: PullReason | readonly PullReason[];
  specificity?: number;
  confidence?: Confidence;
  title(pull: Pull): string;
  /** What a person would change, where it is not the workload. */
  object?(pull: Pull, situation: Situation): ObjectRef | undefined;
  next?(pull: Pull): readonly Step[];
}

export function pullRule({ reason, specificity = 8, title, object, confidence, next, ...told }: PullRule): Rule {
  return defineRule({
    ...told,
    specificity,
    family: "startup",
    role: "cause",
    severity: "critical",
    needs:
      "A container that waits for its image, and what the registry or the node answered, in its message or events.",
    check: (situation) =>
      failedPulls(situation)
        .filter(({ why }) => [reason].flat().includes(why))
        .map((pull) => ({
          ...pullDraft(situation, pull, next?.(pull) ?? []),
          title: title(pull),
          object: object?.(pull, situation) ?? pull.workload.ref,
          confidence: confidence ?? "high",
        })),
  });
}
