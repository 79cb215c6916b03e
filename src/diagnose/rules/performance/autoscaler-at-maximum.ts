import { timeOf } from "../../../core/time.ts";
import { change, defineRule } from "../../rule.ts";
import { scalerDraft, scalersWith } from "./autoscaler.ts";

/** A burst that a few minutes at the maximum carried is what a maximum is for. */
const SUSTAINED_MS = 10 * 60_000;

export const autoscalerAtMaximum = defineRule({
  code: "autoscaler-at-maximum",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  alerts: ["KubeHpaMaxedOut"],
  meaning: "An autoscaler wants more replicas than its maximum allows.",
  needs: "Condition ScalingLimited with reason TooManyReplicas for ten minutes.",
  remedy: "Raise maxReplicas if nodes and stores can bear it; or find why each replica does less.",
  disproof: "The replicas that are there are idle.",
  *check(situation) {
    for (const scaler of scalersWith(situation, "ScalingLimited", "True")) {
      const { hpa, condition, target } = scaler;
      const max = hpa.spec?.maxReplicas;
      const since = timeOf(condition.lastTransitionTime);
      if (condition.reason !== "TooManyReplicas" || max === undefined) continue;
      if (since !== undefined && situation.now - since < SUSTAINED_MS) continue;
      if ((hpa.status?.currentReplicas ?? max) < max) continue;
      const { name, namespace } = hpa.metadata;
      const raise = change(
        "Allow more replicas",
        `kubectl -n ${namespace} patch hpa ${name} --type merge -p '{"spec":{"maxReplicas":${max * 2}}}'`,
      );
      const of = target ? ` of ${target.ref.name}` : "";
      yield scalerDraft(scaler, `autoscaler ${name} is at its maximum of ${max} replicas${of} and wants more`, [raise]);
    }
  },
});
