import type { ObjectRef } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, look } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import type { Refusal } from "./refusal.ts";
import { refusalRule } from "./refusal-rule.ts";
import { rulesChanged } from "./rules-changed.ts";

const ENFORCE = "pod-security.kubernetes.io/enforce";

export const podSecurityViolated = refusalRule({
  code: "pod-security-violated",
  kind: "pod-security",
  meaning: "The namespace enforces a pod security level that the pods do not meet.",
  remedy: "Change the securityContext as the message says, or the level of the namespace.",
  disproof: "The pods meet the level.",
  say(refusal, situation) {
    const { workload, named } = refusal;
    const { namespace, name } = workload.ref;
    const raised = raisedLevel(situation, refusal);
    return {
      object: raised,
      title: `pods of ${name} break ${named.level}, which namespace ${namespace} enforces: ${named.what}`,
      evidence: raised ? [cite.object(raised, `namespace ${namespace} refuses what it let in before`)] : [],
      next: [
        look("See the level", `kubectl get ns ${namespace} --show-labels`),
        change("Set the securityContext that the message asks for, or lower the level of the namespace"),
      ],
    };
  },
});

/** The namespace, when it got its level after pods of this template were let in. */
function raisedLevel(situation: Situation, refusal: Refusal): ObjectRef | undefined {
  const name = refusal.workload.ref.namespace;
  const labels = situation.find("Namespace", "", name)?.metadata.labels ?? {};
  if (labels[ENFORCE] === undefined || !rulesChanged(situation, refusal)) return undefined;
  return { apiVersion: "v1", kind: "Namespace", namespace: "", name };
}
