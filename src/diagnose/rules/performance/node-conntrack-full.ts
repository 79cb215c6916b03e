import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { levelDrafts } from "./level.ts";

export const nodeConntrackFull = defineRule({
  code: "node-conntrack-full",
  family: "performance",
  role: "cause",
  severity: "critical",
  specificity: 8,
  alerts: ["NodeHighNumberConntrackEntriesUsed"],
  meaning: "A node's connection tracking table is full: new connections are dropped, name lookups first.",
  needs: "Series of tracked connections over the limit: 95 of 100.",
  remedy: "Raise nf_conntrack_max; find who opens so many connections.",
  disproof: "New connections from the node succeed.",
  check: (situation) =>
    levelDrafts(situation, "node-conntrack-ratio", 0.95, ({ measure: { node }, told }) =>
      node
        ? {
            object: refOf(node),
            title: `node ${node.metadata.name} has used ${told} of its connection table`,
            next: [
              look(
                "See who runs there",
                `kubectl get pods -A -o wide --field-selector spec.nodeName=${node.metadata.name}`,
              ),
            ],
          }
        : undefined,
    ),
});
