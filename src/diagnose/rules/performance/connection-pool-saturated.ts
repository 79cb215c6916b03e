import { shortName } from "../../../core/object.ts";
import { defineRule, look } from "../../rule.ts";
import { harm } from "./harm.ts";
import { levelDrafts } from "./level.ts";

export const connectionPoolSaturated = defineRule({
  code: "connection-pool-saturated",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 5,
  meaning: "Every connection of a pool is in use, so requests wait for one.",
  needs: "Series of the pool's use: 95 of 100, with slow or failing requests.",
  remedy: "See what holds the connections: a slow store, or a leak; then the pool's size.",
  disproof: "Requests are slow before they ask for a connection.",
  check: (situation) =>
    levelDrafts(situation, "pool-used-ratio", 0.95, ({ measure: { workload, series }, told }) =>
      workload && harm(situation, workload.ref) !== "no"
        ? {
            object: workload.ref,
            title: `pool ${series.labels.pool ?? "of connections"} of ${workload.ref.name} is ${told} in use`,
            next: [
              look("Read its log", `kubectl -n ${workload.ref.namespace} logs ${shortName(workload.ref)} --since=15m`),
            ],
          }
        : undefined,
    ),
});
