import { pullRule } from "./pull-rule.ts";

export const imageCorrupt = pullRule({
  code: "image-corrupt",
  reason: "corrupt",
  specificity: 7,
  meaning: "A layer of the image cannot be fetched or unpacked intact.",
  remedy: "Pull on another node; if it fails there too, push the image again, else look at the disk of the node.",
  disproof: "The image can be pulled and unpacked on this node.",
  title: ({ workload, image }) => `image ${image} of ${workload.ref.name} cannot be fetched or unpacked intact`,
});
