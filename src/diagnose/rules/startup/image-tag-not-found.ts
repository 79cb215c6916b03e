import { defineRule } from "../../rule.ts";
import { pullDrafts } from "./pull-failure.ts";

export const imageTagNotFound = defineRule({
  code: "image-tag-not-found",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The repository exists, the tag or digest does not.",
  needs:
    "A container waiting in ErrImagePull or ImagePullBackOff, with the registry's answer in its message or events.",
  remedy: "Correct the tag, or push the image that the rollout expects.",
  disproof: "The tag can be pulled by hand from the same node.",
  check: (situation) =>
    pullDrafts(
      situation,
      ["tag"],
      ({ workload, image }) => `${workload.ref.name} wants image ${image}, and the registry has no such tag`,
    ),
});
