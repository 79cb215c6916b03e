import { defineRule, look } from "../../rule.ts";
import { levelDrafts } from "./level.ts";

export const memoryNearLimit = defineRule({
  code: "memory-near-limit",
  family: "performance",
  role: "symptom",
  severity: "warning",
  specificity: 3,
  meaning: "A container's memory came close to its limit: it may be killed soon.",
  needs: "Series of memory over limit: nine tenths, and a fifth more than before.",
  remedy: "See whether it still rises; raise the limit or look for the leak before the kernel kills it.",
  disproof: "It is memory that the program gives back when asked, such as a cache.",
  check: (situation) =>
    levelDrafts(situation, "memory-limit-ratio", 0.9, ({ measure: { workload, series }, told, shift }) =>
      workload && shift && shift.after > 1.2 * shift.before
        ? {
            object: workload.ref,
            title: `memory of ${series.labels.pod ?? workload.ref.name} is at ${told} of its limit and rising`,
            next: [look("See its memory", `kubectl -n ${workload.ref.namespace} top pod --containers`)],
          }
        : undefined,
    ),
});
