import { duration, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

/** The controller writes a status within its first period of 15 s. */
const PATIENCE_MS = 5 * 60_000;

export const autoscalerNotActing = defineRule({
  code: "autoscaler-not-acting",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  tier: "noticed",
  specificity: 7,
  meaning: "No controller has acted on an autoscaler: what it names keeps the replicas that it has.",
  needs: "A HorizontalPodAutoscaler older than five minutes without any status, and no event about it.",
  remedy: "See whether the controller manager runs and its horizontal-pod-autoscaling controller is on.",
  disproof: "The autoscaler has conditions.",
  *check(situation) {
    for (const hpa of situation.all("HorizontalPodAutoscaler")) {
      const object = refOf(hpa);
      const { conditions = [], currentReplicas, desiredReplicas } = hpa.status ?? {};
      const acted = conditions.length > 0 || currentReplicas !== undefined || desiredReplicas !== undefined;
      const age = situation.now - (timeOf(hpa.metadata.creationTimestamp) ?? situation.now);
      // One that cannot scale what it names has events and conditions of that.
      if (acted || age < PATIENCE_MS || situation.events.of(object).length > 0) continue;
      const { kind = "", name = "" } = hpa.spec?.scaleTargetRef ?? {};
      yield {
        object,
        title: `autoscaler ${object.name} has had no status for ${duration(age)}: no controller acts on it, ${kind.toLowerCase()} ${name} is not scaled`,
        confidence: "medium",
        since: hpa.metadata.creationTimestamp ?? null,
        evidence: [
          cite.object(
            object,
            `autoscaler ${object.name} was created ${hpa.metadata.creationTimestamp} and has no status`,
          ),
        ],
        next: [
          look("See the autoscaler", `kubectl -n ${object.namespace} describe hpa ${object.name}`),
          look(
            "See whether the controller manager leads",
            "kubectl -n kube-system get lease kube-controller-manager -o yaml",
          ),
        ],
      };
    }
  },
});
