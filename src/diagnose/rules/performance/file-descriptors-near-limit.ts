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
  meaning: "A program has nearly as many files and connections open as it may.",
  needs: "Series of open file descriptors over the maximum: nine tenths.",
  remedy: "Look for connections that are never closed; then the limit.",
  disproof: "The number is level and was always so.",
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
