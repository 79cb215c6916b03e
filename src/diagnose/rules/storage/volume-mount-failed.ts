import { volumeRule } from "./volume-rule.ts";

export const volumeMountFailed = volumeRule({
  code: "volume-mount-failed",
  problem: "mount",
  specificity: 7,
  meaning: "The kubelet cannot mount a volume.",
  remedy: "Fix what the message names.",
  disproof: "The volume mounts on that node.",
  title: ({ why }, name) => `${name} cannot be mounted: ${why}`,
});
