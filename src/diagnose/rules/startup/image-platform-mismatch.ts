import { defineRule } from "../../rule.ts";
import { pullDrafts } from "./pull-failure.ts";

export const imagePlatformMismatch = defineRule({
  code: "image-platform-mismatch",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The image has no variant for the operating system and architecture of the node.",
  needs:
    "A container waiting in ErrImagePull or ImagePullBackOff, with the registry's answer in its message or events.",
  remedy: "Build the image for the platform, or select nodes that fit.",
  disproof: "The manifest lists the platform of the node.",
  check: (situation) =>
    pullDrafts(
      situation,
      ["platform"],
      ({ workload, image }) => `image ${image} of ${workload.ref.name} is not built for the node's platform`,
    ),
});
