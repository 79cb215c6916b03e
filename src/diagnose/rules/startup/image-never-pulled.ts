import { defineRule } from "../../rule.ts";
import { startDrafts } from "./start-failure.ts";

export const imageNeverPulled = defineRule({
  code: "image-never-pulled",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "imagePullPolicy Never and the image is absent.",
  needs: "The container's waiting or termination message.",
  remedy: "Use IfNotPresent, or load the image onto the node.",
  disproof: "The image is on the node.",
  check: (situation) =>
    startDrafts(
      situation,
      { reasons: /^ErrImageNeverPull$/, text: /./ },
      ({ workload, container }) =>
        `image ${container.spec.image} of ${workload.ref.name} is not on the node, and the pull policy is Never`,
    ),
});
