import { defineRule, look } from "../../rule.ts";
import { levelDrafts } from "./level.ts";

export const eventLoopBlocked = defineRule({
  code: "event-loop-blocked",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  meaning: "Something blocks a program's only thread, so every request waits.",
  needs: "Series of the event loop's delay: a fifth of a second and more, and more than before.",
  remedy: "Find the synchronous work: a large parse, a regular expression, a loop; move it off the thread.",
  disproof: "The delay follows the CPU limit: then it is throttling.",
  check: (situation) =>
    levelDrafts(situation, "event-loop-lag", 0.2, ({ measure: { workload, series }, told, shift }) =>
      workload && shift && shift.after > 2 * shift.before
        ? {
            object: workload.ref,
            title: `the event loop of ${series.labels.pod ?? workload.ref.name} is blocked for ${told}`,
            next: [look("See its CPU", `kubectl -n ${workload.ref.namespace} top pod --containers`)],
          }
        : undefined,
    ),
});
