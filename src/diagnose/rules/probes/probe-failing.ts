import { defineRule } from "../../rule.ts";
import { probeDraft } from "./probe-draft.ts";
import { probeFailures } from "./probe-failure.ts";
import { named } from "./probe-rules.ts";

export const probeFailing = defineRule({
  code: "probe-failing",
  family: "probes",
  role: "symptom",
  severity: "critical",
  specificity: 2,
  meaning: "A probe fails. It says that the container is not well, not why.",
  needs: "The kubelet's event about the probe.",
  remedy: "Ask the endpoint from inside the pod, and read its log at that time.",
  disproof: "The probe succeeds again.",
  *check(situation) {
    for (const failure of probeFailures(situation)) {
      if (!failure.event) continue;
      const { reading } = failure;
      const how = reading.status
        ? `answers ${reading.status}`
        : reading.kind === "refused"
          ? "is refused"
          : `fails: ${reading.output.slice(0, 80)}`;
      yield probeDraft(situation, failure, `${named(failure)} ${how}`);
    }
  },
});
