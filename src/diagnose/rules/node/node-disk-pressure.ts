import { defineRule } from "../../rule.ts";
import { conditionDrafts } from "./condition.ts";

export const nodeDiskPressure = defineRule({
  code: "node-disk-pressure",
  family: "node",
  role: "cause",
  severity: "warning",
  specificity: 7,
  meaning: "The node is short of disk space for images or containers.",
  needs: "Condition DiskPressure of the node.",
  remedy: "Free space: images, logs, emptyDir volumes.",
  disproof: "The node has disk space above its eviction threshold.",
  check: (situation) =>
    conditionDrafts(
      situation,
      "DiskPressure",
      ({ metadata }) => `node ${metadata.name} is short of disk space and evicts pods`,
    ),
});
