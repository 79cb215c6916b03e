import { look } from "../../rule.ts";
import { pullRule } from "./pull-rule.ts";

export const imagePlatformMismatch = pullRule({
  code: "image-platform-mismatch",
  reason: "platform",
  meaning: "The image has no variant for the operating system and architecture of the node.",
  remedy: "Build the image for the platform, or select nodes that fit.",
  disproof: "The manifest lists the platform of the node.",
  title: ({ workload, image }) => `image ${image} of ${workload.ref.name} is not built for the node's platform`,
  next: () => [look("See what the nodes are", "kubectl get nodes --show-labels")],
});
