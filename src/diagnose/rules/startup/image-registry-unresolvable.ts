import { defineRule } from "../../rule.ts";
import { pullDrafts, registryOf } from "./pull-failure.ts";

export const imageRegistryUnresolvable = defineRule({
  code: "image-registry-unresolvable",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The node cannot resolve the registry host.",
  needs:
    "A container waiting in ErrImagePull or ImagePullBackOff, with the registry's answer in its message or events.",
  remedy: "Correct the registry name in the image; if it is right, mend DNS on the node.",
  disproof: "The name resolves on that node.",
  check: (situation) =>
    pullDrafts(
      situation,
      ["unresolvable"],
      ({ workload, image }) =>
        `the registry name ${registryOf(image)} of ${workload.ref.name} does not resolve on the node`,
    ),
});
