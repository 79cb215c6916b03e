import { defineRule } from "../../rule.ts";
import { scalerDraft, scalersWith } from "./autoscaler.ts";

export const autoscalerTargetMissing = defineRule({
  code: "autoscaler-target-missing",
  family: "performance",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning: "An autoscaler names a workload that does not exist.",
  needs: "Condition AbleToScale that is false with reason FailedGetScale and says not found.",
  remedy: "Correct scaleTargetRef, or remove the autoscaler.",
  disproof: "The workload exists under that name and kind.",
  *check(situation) {
    for (const scaler of scalersWith(situation, "AbleToScale", "False")) {
      const { hpa, condition } = scaler;
      if (condition.reason !== "FailedGetScale" || !/not found/.test(condition.message ?? "")) continue;
      const { kind = "", name = "" } = hpa.spec?.scaleTargetRef ?? {};
      yield scalerDraft(
        scaler,
        `autoscaler ${hpa.metadata.name} scales ${kind.toLowerCase()} ${name}, which does not exist`,
      );
    }
  },
});
