import { defineRule, look } from "../../rule.ts";
import { harm } from "./harm.ts";
import { levelDrafts } from "./level.ts";

export const gcPressure = defineRule({
  code: "gc-pressure",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  meaning: "A program spends much of its time collecting garbage, and requests suffer.",
  needs: "Series of time in garbage collection: a fifth and more, with slow or failing requests.",
  remedy: "Give it more heap, or look for what it keeps.",
  disproof: "Requests were as slow with little time in collection.",
  check: (situation) =>
    levelDrafts(situation, "gc-time-ratio", 0.2, ({ measure: { workload, series }, told }) =>
      workload && harm(situation, workload.ref) === "yes"
        ? {
            object: workload.ref,
            title: `${series.labels.pod ?? workload.ref.name} spends ${told} of its time in garbage collection`,
            next: [look("See its memory", `kubectl -n ${workload.ref.namespace} top pod --containers`)],
          }
        : undefined,
    ),
});
