import { crashRule } from "./crash-rule.ts";

export const segmentationFault = crashRule({
  code: "segmentation-fault",
  specificity: 6,
  classes: ["segmentation-fault"],
  meaning: "The kernel kills the process for an invalid memory access or instruction.",
  remedy: "Undo the rollout; check that native libraries fit the image and the CPU.",
  title: (name) => `${name} crashes on an invalid memory access or instruction`,
});
