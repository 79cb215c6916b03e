import { shortName } from "../../../core/object.ts";
import { defineRule, look } from "../../rule.ts";
import { levelDrafts } from "./level.ts";

export const fileDescriptorsNearLimit = defineRule({
  code: "file-descriptors-near-limit",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 5,
  alerts: ["NodeFileDescriptorLimit"],
  meaning: "A program is near its limit of open files and connections.",
  needs: "Series of open file descriptors over the maximum: nine tenths.",
  remedy: "Look for connections that are never closed; then the limit.",
  disproof: "The number is steady and always was.",
  check: (situation) =>
    levelDrafts(situation, "files-used-ratio", 0.9, ({ measure: { workload, series }, told }) =>
      workload
        ? {
            object: workload.ref,
            title: `${series.labels.pod ?? workload.ref.name} has used ${told} of its file descriptors`,
            next: [
              look("Read its log", `kubectl -n ${workload.ref.namespace} logs ${shortName(workload.ref)} --since=15m`),
            ],
          }
        : undefined,
    ),
});
