import { keyOf } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { containersOf } from "../../situation/pod.ts";
import { harm } from "./harm.ts";
import { levels } from "./level.ts";

export const cpuThrottled = defineRule({
  code: "cpu-throttled",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  alerts: ["CPUThrottlingHigh"],
  meaning: "A container is throttled by its CPU limit much of the time, and requests suffer.",
  needs:
    "Throttled periods of a container: half of them, or a quarter and more than before, with slow or failing requests.",
  remedy: "Raise the CPU limit, or remove it and keep the request.",
  disproof: "Requests were as slow while it was not throttled.",
  *check(situation) {
    const seen = new Set<string>();
    for (const { measure, now, told, shift } of levels(situation, "cpu-throttled-ratio", 0.25)) {
      const { workload, series } = measure;
      const rises = shift !== undefined && shift.after > 2 * shift.before;
      if (!workload || seen.has(keyOf(workload.ref)) || (now < 0.5 && !rises)) continue;
      const harmed = harm(situation, workload.ref);
      if (harmed === "no" || (harmed === "unknown" && !rises)) continue;
      seen.add(keyOf(workload.ref));
      const { ref } = workload;
      const container = workload.pods.flatMap(containersOf).find(({ spec }) => spec.name === series.labels.container);
      const limit = container?.spec.resources?.limits?.cpu;
      yield {
        object: ref,
        title: `${ref.name} is throttled by its CPU limit${limit ? ` of ${limit}` : ""} ${told} of the time`,
        confidence: harmed === "yes" ? "high" : "medium",
        since: rises ? new Date(shift.at).toISOString() : null,
        evidence: [
          cite.metric(series, [ref], `${told} of the scheduling periods of ${ref.name} are throttled`),
          ...(limit ? [cite.object(ref, `CPU limit of container ${series.labels.container} is ${limit}`)] : []),
        ],
        next: [look("Compare use with the limit", `kubectl -n ${ref.namespace} top pod --containers`)],
      };
    }
  },
});
