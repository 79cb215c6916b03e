import { shortName } from "../../../core/object.ts";
import { defineRule, look } from "../../rule.ts";
import { levelDrafts } from "./level.ts";

export const storeConnectionsExhausted = defineRule({
  code: "store-connections-exhausted",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 7,
  meaning: "A store is at its limit of connections and refuses more.",
  needs: "Series of a store's connections over its maximum: 95 of 100.",
  remedy: "Find the client with the most connections; use a pooler; raise the maximum only after that.",
  disproof: "New connections to it succeed.",
  check: (situation) =>
    levelDrafts(situation, "store-connections-ratio", 0.95, ({ measure: { workload, series }, told }) =>
      workload
        ? {
            object: workload.ref,
            title: `${workload.ref.name} has used ${told} of the connections it allows${series.labels.instance ? ` (${series.labels.instance})` : ""}`,
            next: [
              look("Read its log", `kubectl -n ${workload.ref.namespace} logs ${shortName(workload.ref)} --since=15m`),
            ],
          }
        : undefined,
    ),
});
