import { partOf } from "../../situation/part.ts";
import { pullRule } from "./pull-rule.ts";

export const imageTagNotFound = pullRule({
  code: "image-tag-not-found",
  reason: "tag",
  meaning: "The repository exists, the tag or digest does not.",
  remedy: "Correct the tag, or push the image that the rollout expects.",
  disproof: "The tag can be pulled by hand from the same node.",
  title: ({ workload, container, image }) =>
    `${partOf(workload, container)} uses image ${image}, but the registry has no such tag`,
});
