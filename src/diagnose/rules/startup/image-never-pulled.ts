import { startRule } from "./start-rule.ts";

export const imageNeverPulled = startRule({
  code: "image-never-pulled",
  problem: "never-pulled",
  meaning: "imagePullPolicy is Never and the node does not have the image.",
  remedy: "Use IfNotPresent, or load the image onto the node.",
  disproof: "The image is on the node.",
  title: ({ workload, container }) =>
    `image ${container.spec.image ?? ""} of ${workload.ref.name} is not on the node, and the pull policy is Never`,
});
