import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { levelDrafts } from "./level.ts";

export const nodeDiskAlmostFull = defineRule({
  code: "node-disk-almost-full",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  alerts: ["NodeFilesystemAlmostOutOfSpace"],
  meaning: "A file system of a node is nearly full: the kubelet removes images, then evicts pods.",
  needs: "Series of the node's file systems: more than nine tenths used.",
  remedy: "Free images and logs; see which pod writes to its container file system or emptyDir.",
  disproof: "It is a file system that no pod and no image uses.",
  check: (situation) =>
    levelDrafts(situation, "node-disk-used-ratio", 0.9, ({ measure: { node, series }, told }) =>
      node
        ? {
            object: refOf(node),
            title: `file system ${series.labels.mountpoint ?? ""} of node ${node.metadata.name} is ${told} full`,
            next: [look("See the node's conditions", `kubectl describe node ${node.metadata.name}`)],
          }
        : undefined,
    ),
});
