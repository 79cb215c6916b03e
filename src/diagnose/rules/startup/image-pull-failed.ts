import { pullRule } from "./pull-rule.ts";

export const imagePullFailed = pullRule({
  code: "image-pull-failed",
  reason: "unknown",
  specificity: 4,
  confidence: "medium",
  meaning: "The image cannot be pulled, and the answer of the registry is no longer recorded.",
  remedy: "Pull it by hand from a node, or delete a waiting pod to see the answer again.",
  disproof: "The image is on the node.",
  title: ({ workload, image }) =>
    `image ${image} of ${workload.ref.name} cannot be pulled; the reason is no longer recorded`,
});
