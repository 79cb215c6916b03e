import { registryOf } from "./image-name.ts";
import { pullRule } from "./pull-rule.ts";

export const imageRegistryUnresolvable = pullRule({
  code: "image-registry-unresolvable",
  reason: "unresolvable",
  meaning: "The node cannot resolve the name of the registry.",
  remedy: "Correct the registry name in the image; if it is right, fix DNS on the node.",
  disproof: "The name resolves on that node.",
  title: ({ workload, image }) =>
    `the registry name ${registryOf(image)} of ${workload.ref.name} does not resolve on the node`,
});
