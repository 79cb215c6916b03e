import { defineRule } from "../../rule.ts";
import { pullDrafts, registryOf } from "./pull-failure.ts";

export const imageRegistryUnreachable = defineRule({
  code: "image-registry-unreachable",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The registry is down, the port is wrong, or the network blocks it.",
  needs:
    "A container waiting in ErrImagePull or ImagePullBackOff, with the registry's answer in its message or events.",
  remedy: "Check the registry and the way from the node to it; correct host and port in the image.",
  disproof: "Other images of the same registry are being pulled now.",
  check: (situation) =>
    pullDrafts(
      situation,
      ["unreachable", "outage"],
      ({ workload, image }) => `the registry ${registryOf(image)} of ${workload.ref.name} does not answer`,
    ),
});
