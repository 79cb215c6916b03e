import type { PodDisruptionBudget } from "../../../core/kubernetes/workload.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { matches } from "../../situation/selector.ts";
import { someOf } from "../../some-of.ts";

export const disruptionBudgetAllowsNone = defineRule({
  code: "disruption-budget-allows-none",
  family: "node",
  role: "symptom",
  severity: "info",
  tier: "noticed",
  spoilsDeploy: true,
  specificity: 3,
  alerts: ["KubePdbNotEnoughHealthyPods"],
  meaning: "A disruption budget allows no eviction although all pods are healthy: a drain of their nodes would hang.",
  needs: "The budget's status: no disruption allowed, and as many healthy pods as there are.",
  remedy:
    "Run one replica more than it asks for, or let it allow one disruption, before nodes are drained or upgraded.",
  disproof: "An eviction of one of the pods is accepted.",
  *check(situation) {
    for (const budget of situation.all("PodDisruptionBudget")) {
      const { disruptionsAllowed, currentHealthy = 0, expectedPods = 0, desiredHealthy = 0 } = budget.status ?? {};
      if (disruptionsAllowed !== 0 || expectedPods === 0 || currentHealthy < expectedPods) continue;
      const object = refOf(budget);
      const { namespace } = object;
      const pods = situation
        .all("Pod", namespace)
        .filter(({ metadata }) => matches(budget.spec?.selector, metadata.labels));
      const nodes = [...new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []))].sort();
      yield {
        object,
        title: `budget ${object.name} allows no eviction (${rule(budget)}, ${currentHealthy} healthy)${nodes.length > 0 ? `: ${someOf(nodes)} cannot be drained` : ""}`,
        confidence: "high",
        concerns: [
          ...pods.map((pod) => situation.ownerOf(pod)),
          ...nodes.map((name) => ({ apiVersion: "v1", kind: "Node", namespace: "", name })),
        ],
        evidence: [
          cite.object(
            object,
            `${rule(budget)}: ${currentHealthy} of ${expectedPods} pods healthy, ${desiredHealthy} must be, 0 disruptions allowed`,
          ),
        ],
        next: [
          look("See the budget", `kubectl -n ${namespace} describe pdb ${object.name}`),
          look("See where its pods are", `kubectl -n ${namespace} get pods -o wide`),
        ],
      };
    }
  },
});

function rule({ spec }: PodDisruptionBudget): string {
  return spec?.maxUnavailable === undefined
    ? `minAvailable ${spec?.minAvailable}`
    : `maxUnavailable ${spec.maxUnavailable}`;
}
