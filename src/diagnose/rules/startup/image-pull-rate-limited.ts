import { defineRule } from "../../rule.ts";
import { pullDrafts, registryOf } from "./pull-failure.ts";

export const imagePullRateLimited = defineRule({
  code: "image-pull-rate-limited",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The registry refuses because too much was pulled.",
  needs:
    "A container waiting in ErrImagePull or ImagePullBackOff, with the registry's answer in its message or events.",
  remedy: "Pull with credentials, or from a mirror.",
  disproof: "Pulls from this registry succeed elsewhere in the cluster.",
  check: (situation) =>
    pullDrafts(
      situation,
      ["rate-limited"],
      ({ workload, image }) => `${registryOf(image)} limits pulls, and ${workload.ref.name} has to wait`,
    ),
});
