import { cite } from "../../cite.ts";
import { amount } from "../../metrics/amount.ts";
import { defineRule, look } from "../../rule.ts";
import { harm } from "./harm.ts";
import { surges } from "./surge.ts";

export const networkLoss = defineRule({
  code: "network-loss",
  family: "performance",
  role: "cause",
  severity: "warning",
  specificity: 7,
  meaning: "Packets to or from a workload's pods are dropped, and requests suffer.",
  needs: "Series of dropped packets on the pods' interfaces that rose, with slow or failing requests.",
  remedy: "See the node's interface, its queue and its policies; move the pod to another node to decide.",
  disproof: "Pods on the same node that are not affected drop as many.",
  *check(situation) {
    for (const { workload, pod, series, shift } of surges(situation, "network-lost", 3, 1)) {
      const { ref } = workload;
      if (harm(situation, ref) !== "yes") continue;
      const rate = amount(shift.after, "per-second");
      yield {
        object: ref,
        title: `${ref.name} drops packets on its network interface (${rate})`,
        confidence: "medium",
        since: new Date(shift.at).toISOString(),
        evidence: [
          cite.metric(
            series,
            [ref],
            `dropped packets of ${pod} went from ${amount(shift.before, "per-second")} to ${rate}`,
          ),
        ],
        next: [look("See where its pods run", `kubectl -n ${ref.namespace} get pods -o wide`)],
      };
    }
  },
});
