import { defineRule } from "../../rule.ts";
import { scalerDraft, scalersWith } from "./autoscaler.ts";

const MISSING = /missing request for (\S+) in container (\S+)/;

export const autoscalerMissingRequests = defineRule({
  code: "autoscaler-missing-requests",
  family: "performance",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning: "An autoscaler scales on a share of a request that a container of its target does not set.",
  needs: "Condition ScalingActive that is false and names the container without request.",
  remedy: "Give every container of the target a request for that resource, sidecars included.",
  disproof: "Every container has the request now: the condition is old.",
  *check(situation) {
    for (const scaler of scalersWith(situation, "ScalingActive", "False")) {
      const [, resource, container] = MISSING.exec(scaler.condition.message ?? "") ?? [];
      if (!resource) continue;
      const draft = scalerDraft(
        scaler,
        `autoscaler ${scaler.hpa.metadata.name} cannot scale: container ${container} has no ${resource} request`,
      );
      yield { ...draft, object: scaler.target?.ref ?? draft.object };
    }
  },
});

export { MISSING as MISSING_REQUEST };
