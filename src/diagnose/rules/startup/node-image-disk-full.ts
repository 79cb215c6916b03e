import { defineRule } from "../../rule.ts";
import { pullDrafts } from "./pull-failure.ts";

export const nodeImageDiskFull = defineRule({
  code: "node-image-disk-full",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The image filesystem of the node is full.",
  needs:
    "A container waiting in ErrImagePull or ImagePullBackOff, with the registry's answer in its message or events.",
  remedy: "Free space on the node, or move the pod.",
  disproof: "The node has space left on its image filesystem.",
  check: (situation) =>
    pullDrafts(
      situation,
      ["disk-full"],
      ({ workload, image }) => `the node has no space to unpack image ${image} of ${workload.ref.name}`,
    ),
});
