import { nodeRef } from "../../situation/object-index.ts";
import { pullRule } from "./pull-rule.ts";

export const nodeImageDiskFull = pullRule({
  code: "node-image-disk-full",
  reason: "disk-full",
  dependent: true,
  meaning: "The image filesystem of the node is full.",
  remedy: "Free space on the node, or move the pod.",
  disproof: "The node has space left on its image filesystem.",
  object: ({ container: { pod } }, situation) => nodeRef(situation, pod.spec?.nodeName),
  title: ({ workload, image, container: { pod } }) =>
    `node ${pod.spec?.nodeName ?? ""} has no space to unpack image ${image} of ${workload.ref.name}`,
});
