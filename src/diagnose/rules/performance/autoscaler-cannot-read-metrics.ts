import { defineRule, look } from "../../rule.ts";
import { isReady } from "../../situation/pod.ts";
import { scalerDraft, scalersWith } from "./autoscaler.ts";
import { MISSING_REQUEST } from "./autoscaler-missing-requests.ts";

export const autoscalerCannotReadMetrics = defineRule({
  code: "autoscaler-cannot-read-metrics",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 7,
  meaning: "An autoscaler gets no metrics, so it does not scale.",
  needs: "Condition ScalingActive that is false with a FailedGet… reason, while pods of its target are ready.",
  remedy: "Bring back the metrics API: metrics-server for CPU and memory, the adapter for other metrics.",
  disproof: "kubectl top shows the pods: then the selector or the metric's name is wrong.",
  *check(situation) {
    for (const scaler of scalersWith(situation, "ScalingActive", "False")) {
      const { hpa, target, condition } = scaler;
      // Pods that never started have no metrics; that is not the autoscaler's trouble.
      if (!condition.reason?.startsWith("FailedGet") || !target?.pods.some(isReady)) continue;
      if (MISSING_REQUEST.test(condition.message ?? "")) continue;
      const steps = [look("See whether the metrics API answers", "kubectl get apiservices")];
      yield scalerDraft(
        scaler,
        `autoscaler ${hpa.metadata.name} cannot read metrics of ${target.ref.name}: ${rootOf(condition.message ?? "")}`,
        steps,
      );
    }
  },
});

/** The last part of an error that wraps others: `the server is currently unable to handle the request`. */
function rootOf(message: string): string {
  return message.split(": ").at(-1) ?? message;
}
