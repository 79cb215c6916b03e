import type { Evidence } from "../../../core/evidence.ts";
import { type Draft, defineRule, type Rule } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import { probeDraft } from "./probe-draft.ts";
import { KINDS, type ProbeFailure, type ProbeKind, probeFailures } from "./probe-failure.ts";

/** One fault that a probe of any kind can have. */
interface ProbeFault {
  /** What follows `readiness-probe-` in the code. */
  fault: string;
  specificity: number;
  dependent?: boolean;
  kinds?: readonly ProbeKind[];
  meaning: string;
  remedy: string;
  disproof: string;
  /** What is wrong with this probe in a sentence, and what else shows it; nothing when it is not this fault. */
  judge(
    failure: ProbeFailure,
    situation: Situation,
  ): { title: string; evidence?: readonly Evidence[]; draft?: Partial<Draft> } | undefined;
}

/** A rule for each kind of probe: `readiness-probe-…`, `liveness-probe-…`, `startup-probe-…`. */
export function probeRules({ fault, judge, kinds = KINDS, meaning, ...rest }: ProbeFault): readonly Rule[] {
  return kinds.map((kind) =>
    defineRule({
      ...rest,
      code: `${kind}-probe-${fault}`,
      family: "probes",
      role: "cause",
      severity: "critical",
      meaning: meaning.replace("The probe", `The ${kind} probe`),
      needs:
        "A container that the probe keeps from being ready or running, and the kubelet's event or the pod's status.",
      *check(situation) {
        for (const failure of probeFailures(situation)) {
          // A probe that siblings with the same image answer is right: what is wrong is a pod's own.
          if (failure.kind !== kind || (failure.answering > 0 && !rest.dependent)) continue;
          const found = judge(failure, situation);
          if (found) yield { ...probeDraft(situation, failure, found.title, found.evidence), ...found.draft };
        }
      },
    }),
  );
}

/** `readiness probe of payments-api`. */
export function named({ kind, workload, container }: ProbeFailure): string {
  const containers = workload.template.spec?.containers?.length ?? 1;
  return `${kind} probe of ${workload.ref.name}${containers > 1 ? ` (container ${container.spec.name})` : ""}`;
}
