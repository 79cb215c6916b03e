import type { Evidence } from "../../../core/evidence.ts";
import type { Confidence, Step } from "../../../core/finding.ts";
import { type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { type Draft, defineRule, look, type Rule } from "../../rule.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { type Refusal, refusals } from "./refusal.ts";
import type { RefusalKind } from "./refusal-kind.ts";

/** What a rule says about a refusal. The object is the workload unless something else should be changed. */
export interface Said {
  title: string;
  object?: ObjectRef | undefined;
  evidence?: readonly Evidence[];
  next?: readonly Step[];
  confidence?: Confidence;
}

/** A rule about pods that the API server refuses for one kind of reason. */
interface RefusalRule extends Omit<Rule, "family" | "role" | "severity" | "specificity" | "needs" | "check"> {
  kind: RefusalKind;
  specificity?: number;
  /** `undefined`: this refusal is not this rule's after all. */
  say(refusal: Refusal, situation: Situation): Said | undefined;
}

export function refusalRule({ kind, say, specificity = 8, ...told }: RefusalRule): Rule {
  return defineRule({
    ...told,
    specificity,
    family: "admission",
    role: "cause",
    severity: "critical",
    needs: "Condition ReplicaFailure, or a FailedCreate event while pods are missing.",
    check: (situation) =>
      refusals(situation).flatMap((refusal) => {
        const said = refusal.kind === kind ? say(refusal, situation) : undefined;
        return said ? [draft(refusal, said)] : [];
      }),
  });
}

function draft({ workload, evidence, since }: Refusal, said: Said): Draft {
  const { ref, pods, desired } = workload;
  const count = desired === undefined ? [] : [cite.object(ref, `${ref.name} has ${pods.length} of ${desired} pods`)];
  return {
    object: said.object ?? ref,
    affects: [ref],
    title: said.title,
    confidence: said.confidence ?? "high",
    since,
    severity: pods.some(isReady) ? "warning" : "critical",
    evidence: [evidence, ...count, ...(said.evidence ?? [])],
    next: said.next ?? [
      look("See the template that is refused", `kubectl -n ${ref.namespace} get ${shortName(ref)} -o yaml`),
    ],
  };
}
