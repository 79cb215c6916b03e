import { pullRule } from "./pull-rule.ts";

export const imageFormatUnsupported = pullRule({
  code: "image-format-unsupported",
  reason: "format",
  meaning: "The container runtime no longer reads images of this format.",
  remedy: "Build and push the image again with a current tool.",
  disproof: "Another node with the same runtime pulls it.",
  title: ({ workload, image }) =>
    `image ${image} of ${workload.ref.name} has a format that the node's runtime does not read`,
});
