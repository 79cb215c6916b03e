import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import { containersReady, unmetGate } from "./readiness-gate.ts";

export const readinessGateUnset = defineRule({
  code: "readiness-gate-unset",
  family: "probes",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "Pods have a readiness gate whose condition nothing sets, so they are never ready although their containers are.",
  needs: "The pod's readinessGates, and a condition of that type which is missing or not true.",
  remedy: "Bring back the controller that sets the condition (a load balancer's, a mesh's), or remove the gate.",
  disproof: "The containers of these pods are not ready themselves.",
  *check(situation) {
    for (const { ref, pods } of situation.workloads) {
      const held = pods.flatMap((pod) => {
        const gate = unmetGate(pod, situation.now);
        return gate ? [{ pod, ...gate }] : [];
      });
      const [first] = held;
      if (!first) continue;
      const { pod, type, said } = first;
      const serve = pods.some(isReady);
      yield {
        object: ref,
        title: `${held.length === 1 ? `pod ${pod.metadata.name}` : `${held.length} pods`} of ${ref.name} wait for readiness gate ${type}, ${said}`,
        confidence: "high",
        severity: serve ? "warning" : "critical",
        since: containersReady(pod)?.lastTransitionTime ?? null,
        evidence: held
          .slice(0, 3)
          .map((item) =>
            cite.object(
              refOf(item.pod),
              `${item.pod.metadata.name}: containers are ready, condition ${item.type} of its readiness gate: ${item.said}`,
            ),
          ) as [ReturnType<typeof cite.object>],
        next: [look("See the conditions", `kubectl -n ${ref.namespace} get pod ${pod.metadata.name} -o yaml`)],
      };
    }
  },
});
