import { defineRule } from "../../rule.ts";
import { conditionDraft, nodesWith } from "./condition.ts";

export const nodeDiskPressure = defineRule({
  code: "node-disk-pressure",
  family: "node",
  role: "cause",
  severity: "warning",
  specificity: 7,
  alerts: ["KubeNodePressure", "NodeFilesystemAlmostOutOfSpace"],
  meaning: "A node is short of disk space for images or containers, and evicts pods.",
  needs: "Condition DiskPressure of the node.",
  remedy: "Free space: images, logs, emptyDir volumes; find the pod that writes.",
  disproof: "The node has disk space above its eviction threshold.",
  *check(situation) {
    for (const bad of nodesWith(situation, "DiskPressure", "True"))
      yield conditionDraft(situation, bad, `node ${bad.node.metadata.name} is short of disk space and evicts pods`);
  },
});
